// Inside the frame on another site: greets that site if it is on the list, tells it how high the conversation is, and
// passes Escape on. Nothing of the conversation leaves the frame.
(() => {
  "use strict";

  if (parent === window) return;
  const sites = document.body.dataset.sites.split(" ").filter(Boolean);
  const READABLE = 4.5; // least contrast of white on the accent
  let host = null;
  let leaving = false; // Escape before the greeting: the site hears of it as soon as we know who it is

  const listed = (origin) =>
    sites.some((site) => {
      const [scheme, name] = site.split("://*.");
      return name === undefined ? site === origin : origin.startsWith(`${scheme}://`) && origin.endsWith(`.${name}`);
    });
  const send = (message) => {
    if (host) parent.postMessage({ hepatica: 1, ...message }, host);
  };
  const measure = () => send({ type: "size", height: document.body.offsetHeight });

  const luminance = (hex) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paint = (accent) => {
    if (typeof accent !== "string" || !/^#[0-9a-f]{6}$/i.test(accent)) return;
    if (1.05 / (luminance(accent) + 0.05) < READABLE + 0.6) return; // the soft ground is a little darker than white
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@media (prefers-color-scheme: light) { :root {
      --brand: ${accent}; --brand-strong: color-mix(in srgb, ${accent} 75%, #000);
      --brand-soft: color-mix(in srgb, ${accent} 8%, #fff); } }`);
    document.adoptedStyleSheets = [sheet];
  };

  addEventListener("message", ({ origin, source, data }) => {
    if (source !== parent || data?.hepatica !== 1 || data.type !== "hello" || !listed(origin)) return;
    host = origin;
    send({ type: "hello" });
    paint(data.accent);
    measure();
    if (leaving) send({ type: "close" });
    leaving = false;
  });
  new ResizeObserver(measure).observe(document.body);

  document.addEventListener("keydown", (event) => {
    leaving = event.key === "Escape" && !event.isComposing && !event.defaultPrevented;
    if (!leaving || !host) return;
    leaving = false;
    send({ type: "close" });
  });

  // Pages of ours that are not made for a frame open in a window of their own.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) link.target = "_blank";
  });
})();
