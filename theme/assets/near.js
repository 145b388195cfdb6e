/*
 * Which centres are nearest, and the ways from an address to a map. A visitor's position is asked for when the button is
 * pressed and not before; it stays in this script, is compared with what stands on the page, and is sent nowhere.
 */
(() => {
  "use strict";
  const { say } = windowboard;
  const NEAREST = 8;
  const WAIT = 20_000; // milliseconds for a position
  const ROUGH = 1_000; // metres: a position that is no better says so
  const ELSEWHERE = 100_000; // metres to the nearest centre: whoever asks is not in this city
  const EARTH = 6_371_009; // metres, the mean radius
  const FRAME = { south: 0.8293, north: 55.8271, west: 72.004, east: 137.8347 }; // where GCJ-02 is another than WGS-84
  const AXIS = 6_378_245; // metres, of the ellipsoid of Krasovsky by which GCJ-02 is computed
  const FLAT = 0.00669342162296594323; // its eccentricity, squared

  const radians = (degrees) => (degrees * Math.PI) / 180;
  const waves = (value, ...terms) =>
    terms.reduce((sum, [size, rate]) => sum + (size * Math.sin(value * rate * Math.PI) * 2) / 3, 0);

  /** A point by WGS-84 in GCJ-02, as everybody computes it; outside of its frame they are one. */
  const toGcj = ({ latitude, longitude }) => {
    const inside =
      latitude > FRAME.south && latitude < FRAME.north && longitude > FRAME.west && longitude < FRAME.east;
    if (!inside) return { latitude, longitude };
    const x = longitude - 105;
    const y = latitude - 35;
    const both = 0.1 * x * y + waves(x, [20, 6], [20, 2]);
    const north =
      -100 + 2 * x + 3 * y + 0.2 * y * y + 0.2 * Math.sqrt(Math.abs(x)) + both +
      waves(y, [20, 1], [40, 1 / 3], [160, 1 / 12], [320, 1 / 30]);
    const east =
      300 + x + 2 * y + 0.1 * x * x + 0.1 * Math.sqrt(Math.abs(x)) + both +
      waves(x, [20, 1], [40, 1 / 3], [150, 1 / 12], [300, 1 / 30]);
    const bend = 1 - FLAT * Math.sin(radians(latitude)) ** 2;
    return {
      latitude: latitude + (north * bend * Math.sqrt(bend)) / radians(AXIS * (1 - FLAT)),
      longitude: longitude + (east * Math.sqrt(bend)) / radians(AXIS * Math.cos(radians(latitude))),
    };
  };

  /** The way back: there is no formula, so the point is found that is shifted to this one; thrice is within a millimetre. */
  const toWgs = (point) => {
    let found = point;
    for (let step = 0; step < 3; step += 1) {
      const shifted = toGcj(found);
      found = {
        latitude: found.latitude + point.latitude - shifted.latitude,
        longitude: found.longitude + point.longitude - shifted.longitude,
      };
    }
    return found;
  };

  /** Metres from one point to another on a ball, both by the same datum. */
  const metres = (one, other) => {
    const rise = Math.sin(radians(other.latitude - one.latitude) / 2);
    const turn = Math.sin(radians(other.longitude - one.longitude) / 2);
    const chord = rise * rise + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * turn * turn;
    return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(chord)));
  };

  /** A distance as one says it: 50 metres more or less are no matter, nor is a tenth of ten kilometres. */
  const told = (length) => {
    if (length < 975) return say("约 {metres} 米", { metres: Math.max(50, Math.round(length / 50) * 50) });
    return say("约 {length} 公里", { length: length < 9_950 ? (length / 1_000).toFixed(1) : Math.round(length / 1_000) });
  };

  const pointOf = (place) => {
    const [latitude, longitude] = place.dataset.at.split(",").map(Number);
    return { latitude, longitude };
  };

  windowboard.near = { toGcj, toWgs, metres, told };

  // From an address to a map.

  /** `geo:` is by WGS-84 (RFC 5870); programs for maps look for `q` and ask no datum. Opened by telephones that have such. */
  const geoOf = (place) => {
    const point = place.dataset.datum === "gcj-02" ? toWgs(pointOf(place)) : pointOf(place);
    const [latitude, longitude] = [point.latitude, point.longitude].map((degrees) => degrees.toFixed(6));
    return `geo:${latitude},${longitude}?q=${encodeURIComponent(place.textContent)}`;
  };

  /** As `map_address` of `addresses.py` writes it beside a single address: in lists it would be half of the page. */
  const mapOf = (place, name) => {
    const [latitude, longitude] = place.dataset.at.split(",");
    const datum = place.dataset.datum === "gcj-02" ? "gaode" : "wgs84";
    const shown = `position=${longitude},${latitude}&name=${encodeURIComponent(name)}`;
    return `https://uri.amap.com/marker?${shown}&coordinate=${datum}&callnative=1`;
  };

  const copy = async (button) => {
    const place = button.closest("li, p").querySelector(".wb-at");
    try {
      await navigator.clipboard.writeText(place.textContent);
      button.textContent = say("已复制");
    } catch {
      getSelection().selectAllChildren(place); // no permission, or no https: whoever sees it chosen copies it himself
      button.textContent = say("已选中，请复制");
    }
  };

  document.addEventListener("click", ({ target }) => {
    const button = target.closest(".wb-copy");
    if (button) copy(button);
  });
  for (const link of document.querySelectorAll(".wb-geo")) link.href = geoOf(link.closest("li, p").querySelector(".wb-at"));

  // The nearest.

  const box = document.getElementById("nearest");
  if (!box) return;
  const [button, status, list] = ["button", "[role=status]", "ol"].map((name) => box.querySelector(name));
  // A city that has one trade asks for none.
  const select = box.querySelector("select") ?? document.querySelector("#wb-finder select[name=trade]");
  const centres = [];
  const take = (page) => {
    for (const row of page.querySelectorAll(".wb-where li")) if (row.querySelector("[data-at]")) centres.push(row);
  };
  take(document);
  let here = null;

  /** Where the centres of all districts are too many for this page, their lists are taken once somebody asks. */
  let rest = null;
  const takeRest = () => {
    rest ??= (async () => {
      const texts = await windowboard.texts(document.querySelectorAll("#centres .wb-pager a"));
      for (const text of texts) take(document.adoptNode(new DOMParser().parseFromString(text, "text/html").body));
    })();
    return rest;
  };

  const ways = (place, name) => {
    const span = document.createElement("span");
    span.className = "wb-way";
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "wb-copy", textContent: say("复制地址") });
    const geo = document.createElement("a");
    Object.assign(geo, { className: "wb-geo", href: geoOf(place), textContent: say("在地图应用里打开") });
    span.append(button, geo);
    if ("map" in place.dataset) {
      const map = document.createElement("a");
      Object.assign(map, { href: mapOf(place, name), rel: "noopener noreferrer", textContent: say("高德地图（另一个网站）") });
      span.append(map);
    }
    return span;
  };

  const line = ({ row, length }) => {
    const made = document.createElement("li");
    const far = document.createElement("b");
    far.textContent = told(length);
    const place = row.querySelector(".wb-at").cloneNode(true);
    const link = row.querySelector("a").cloneNode(true);
    made.append(link, " ", far, " ", place, ways(place, link.textContent));
    return made;
  };

  /** The nearest of the trade that is chosen; of all where none is. */
  const show = () => {
    const { datum } = centres[0].querySelector("[data-at]").dataset;
    const from = datum === "gcj-02" ? toGcj(here) : here;
    const asked = centres.filter((row) => !select?.value || row.dataset.trade === select.value);
    const near = asked
      .map((row) => ({ row, length: metres(from, pointOf(row.querySelector(".wb-at"))) }))
      .sort((one, other) => one.length - other.length)
      .slice(0, NEAREST);
    list.replaceChildren(...near.map(line));
    list.hidden = false;
    if (near.length === 0) {
      status.textContent = say("这个行业的机构都没有写明坐标。");
      return;
    }
    const [{ length }] = near;
    if (length > ELSEWHERE) status.textContent = say("您好像不在本市：最近的也{far}。", { far: told(length) });
    else if (here.accuracy > ROUGH) status.textContent = say("由近到远。您的位置误差{far}，次序可能不准。", { far: told(here.accuracy) });
    else status.textContent = say("由近到远：");
  };

  const WHY = { 1: say("没有允许取得位置。"), 2: say("设备没有给出位置。"), 3: say("等不到位置。") };
  const refuse = (why) => {
    list.hidden = true;
    status.textContent = say("{why}下面按区县列出了全部服务机构。", { why });
  };

  /** Of all centres or of none: the nearest of a part may be far from the nearest. */
  const tell = () => takeRest().then(show, () => {
    rest = null; // it may come the next time
    refuse(say("没有取到服务机构的名单。"));
  });

  button.addEventListener("click", () => {
    if (!navigator.geolocation || !isSecureContext) {
      refuse(say("这里取不到位置（网址要以 https 开头）。"));
      return;
    }
    status.textContent = say("正在取得位置…");
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        here = { latitude, longitude, accuracy };
        tell();
      },
      ({ code }) => refuse(WHY[code]),
      { enableHighAccuracy: true, timeout: WAIT, maximumAge: 60_000 },
    );
  });
  select?.addEventListener("change", () => here && tell());
  select?.form?.addEventListener("reset", () => setTimeout(() => here && tell()));
})();
