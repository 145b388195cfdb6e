"""How data of an earlier format become data of this one."""
