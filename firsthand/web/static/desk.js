// Keys, copying and dropping files. Everything here is also a link, a button or a form that works without it.

const items = () => [...document.querySelectorAll("[data-item]")].filter((one) => one.offsetParent !== null);
const steps = () => [...document.querySelectorAll(".hit, [data-change]")].filter((one) => one.offsetParent !== null);
let at = -1;
let step = -1;
let going = false;

function here() {
  return items()[at] ?? null;
}

function select(list, number, css) {
  document.querySelectorAll(`.${css}`).forEach((one) => one.classList.remove(css));
  const one = list[number];
  if (!one) return;
  one.classList.add(css);
  one.scrollIntoView({ block: "center", behavior: "auto" });
  const target = one.matches("a, button, [tabindex]") ? one : one.querySelector("a, summary, button");
  target?.focus({ preventScroll: true });
}

function move(by) {
  const list = items();
  if (!list.length) return;
  at = Math.min(Math.max(at + by, 0), list.length - 1);
  select(list, at, "chosen");
}

function next(by) {
  const list = steps();
  if (!list.length) return;
  step = (step + by + list.length) % list.length;
  select(list, step, "stepped");
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    if (button) button.textContent = "Copied";
  } catch {
    const area = document.querySelector("[data-cite]");
    area?.closest("details")?.setAttribute("open", "");
    area?.select();
  }
}

function press(key) {
  const inside = here()?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const found = inside ?? document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!found) return;
  found.closest("details")?.setAttribute("open", "");
  if (found instanceof HTMLButtonElement) found.click();
  else found.focus();
}

function open() {
  const one = here();
  const link = one?.querySelector("[data-open]") ?? one?.querySelector("a[href]");
  const fold = one?.querySelector("summary");
  if (link) link.click();
  else fold?.click();
}

function cite() {
  const area = here()?.querySelector("[data-cite]") ?? document.querySelector("[data-cite]");
  if (area) copy(area.value, area.parentElement?.querySelector("[data-copy]"));
}

function hide(what) {
  const hidden = document.body.classList.toggle(what);
  document.querySelectorAll(`[data-class="${what}"]`).forEach((one) => one.setAttribute("aria-pressed", hidden));
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  o: open,
  u: () => document.querySelector('[rel="up"]')?.click(),
  "/": () => document.querySelector("#q")?.focus(),
  n: () => next(1),
  p: () => next(-1),
  "=": () => press("="),
  "!": () => press("!"),
  "~": () => press("~"),
  z: () => press("z"),
  e: () => press("e"),
  d: () => press("d"),
  t: () => press("t"),
  w: () => press("w"),
  v: () => press("v"),
  c: cite,
  y: () => copy(document.querySelector("[data-permanent]")?.href ?? location.href, document.querySelector('[data-press="y"]')),
  f: () => hide("no-furniture"),
  x: () => hide("no-copies"),
  "?": () => document.querySelector("#keys")?.showModal(),
};
const goes = { s: "s", r: "reports", o: "ends", c: "copies", k: "parts", d: "details", m: "matrix", t: "time" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, dialog[open]")) return;
  if (going) {
    going = false;
    const link = document.querySelector(`[data-go="${goes[event.key] ?? ""}"]`);
    if (link) {
      event.preventDefault();
      link.click();
    }
    return;
  }
  if (event.key === "g") {
    going = true;
    return;
  }
  const action = keys[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});

document.querySelectorAll("[data-keys]").forEach((one) => {
  one.hidden = false;
  one.addEventListener("click", keys["?"]);
});
document.querySelectorAll("[data-press]").forEach((one) => {
  one.hidden = false;
  one.addEventListener("click", keys[one.dataset.press]);
});
document.querySelectorAll("[data-copy]").forEach((one) => {
  one.hidden = false;
  one.addEventListener("click", () => copy(one.parentElement.querySelector("[data-cite]").value, one));
});

const brush = document.querySelector("[data-brush]");
const tracks = document.querySelector("svg.tracks");
if (brush && tracks) {
  const { left, right, first, last } = brush.dataset;
  const [from, to] = [Number(left), Number(right)];
  const days = Math.round((Date.parse(last) - Date.parse(first)) / 864e5);
  const place = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(tracks.getScreenCTM().inverse()).x;
  const number = (x) => Math.min(Math.max(Math.round(((x - from) / (to - from)) * days), 0), days);
  const day = (n) => new Date(Date.parse(first) + n * 864e5).toISOString().slice(0, 10);
  const shade = tracks.querySelector(".between") ?? document.createElementNS("http://www.w3.org/2000/svg", "rect");
  let began = null;
  let drawn = false;
  brush.querySelector("[data-hint]").hidden = false;
  tracks.classList.add("brushes");
  tracks.addEventListener("dragstart", (event) => event.preventDefault());
  tracks.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    began = place(event);
    drawn = false;
  });
  addEventListener("pointermove", (event) => {
    if (began === null) return;
    const now = place(event);
    if (!drawn && Math.abs(now - began) < 5) return;
    drawn = true;
    const [a, b] = [number(began), number(now)].sort((x, y) => x - y);
    const wide = (to - from) / days;
    shade.setAttribute("class", "between");
    shade.setAttribute("x", from + (a - 0.5) * wide);
    shade.setAttribute("y", 0);
    shade.setAttribute("width", (b - a + 1) * wide);
    shade.setAttribute("height", tracks.viewBox.baseVal.height);
    if (!shade.parentNode) tracks.prepend(shade);
    brush.elements.from.value = day(a);
    brush.elements.to.value = day(b);
  });
  addEventListener("pointerup", () => {
    if (began !== null && drawn) brush.requestSubmit();
    began = null;
  });
  addEventListener("pointercancel", () => {
    began = null;
  });
  tracks.addEventListener("click", (event) => drawn && event.preventDefault(), true);
}

const drop = document.querySelector("[data-drop]");
if (drop) {
  const input = drop.querySelector('input[type="file"]');
  const told = drop.querySelector("[data-progress]");
  const form = input.form;
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
    });
  }
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) {
      const list = drop.querySelector("[data-addresses]");
      const dropped = event.dataTransfer?.getData("text/uri-list") || event.dataTransfer?.getData("text/plain") || "";
      if (list && /https?:/.test(dropped)) {
        list.value = `${list.value}\n${dropped}`.trim();
        list.focus();
      }
      return;
    }
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  const watch = (event) => {
    const began = Date.now();
    const files = event.target.contains(input) ? [...input.files].map((one) => one.name) : [];
    const names = files.length ? `${files.slice(0, 5).join(", ")}${files.length > 5 ? " …" : ""}: ` : "";
    told.hidden = false;
    told.textContent = `${names}${event.target.querySelector("[data-addresses]") ? "fetching" : "reading"} …`;
    setInterval(async () => {
      const one = await (await fetch("/progress")).json();
      if (!one.running) return;
      const seconds = (Date.now() - began) / 1000;
      const left = one.done && one.total ? Math.ceil((seconds / one.done) * (one.total - one.done)) : 0;
      told.textContent = `${names}${one.stage}${one.total ? ` ${one.done} of ${one.total}` : ""}${left ? `, about ${left} s left` : ""}`;
    }, 500);
  };
  drop.querySelectorAll("form").forEach((one) => one.addEventListener("submit", watch));
}

document.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

// A link to characters of a report: without the words in its query the page is asked for them, and answers if they are not there.
const characters = /^\/d\/[^/]+$/.test(location.pathname) && location.hash.match(/^#char=(\d+,\d+)$/);
if (characters && !document.getElementById(location.hash.slice(1))) {
  const asked = new URLSearchParams(location.search);
  asked.set("char", characters[1]);
  location.replace(`${location.pathname}?${asked.toString().replace("%2C", ",")}${location.hash}`);
}
