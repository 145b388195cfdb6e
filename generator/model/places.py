"""Where files of a project lie that checks speak of."""

POLICY = "standards/policy.yml"
