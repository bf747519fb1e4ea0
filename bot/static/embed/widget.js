// Hepatica on your own site: one script tag becomes a button that opens the chat. See docs/embed.md.
// Loads nothing before it is opened, keeps nothing, and needs no inline script or style from your policy.
(() => {
  "use strict";

  const script = document.currentScript ?? document.querySelector('script[src*="/embed/v1/widget"]');
  if (!script || document.querySelector("[data-hepatica]")) return;

  // What the content says of its subject, by language; the server fills it in.
  const SUBJECT = {};
  const WORDS = {
    en: {
      label: "Any questions?",
      title: "Hepatica",
      close: "Close",
      refused:
        "The chat did not answer. This website may not be on the list of sites that can show it here. You can open it in a window of its own:",
      link: "Open the chat (new window)",
    },
    "zh-Hans": {
      label: "有问题要问？",
      title: "肝问",
      close: "关闭",
      refused: "聊天没有回应。本网站可能不在允许显示它的网站名单上。您可以在新窗口中打开：",
      link: "打开聊天（新窗口）",
    },
    "zh-Hant": {
      label: "有問題要問？",
      title: "肝問",
      close: "關閉",
      refused: "聊天沒有回應。這個網站可能不在可以顯示它的網站名單上。您可以在新視窗中開啟：",
      link: "開啟聊天（新視窗）",
    },
  };
  const CSS = `
    :host { all: initial; position: fixed; z-index: 2147483000; inset: auto var(--right) 1rem var(--left); display: block;
      font: 1rem/1.4 system-ui, "PingFang SC", "PingFang TC", "Microsoft YaHei", "Microsoft JhengHei", "Noto Sans CJK SC", sans-serif; }
    [hidden] { display: none !important; }
    button { font: inherit; cursor: pointer; min-height: 2.75rem; min-width: 2.75rem; border: 0; }
    button:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
    .launcher { display: flex; align-items: center; gap: .5rem; padding: .6rem 1.1rem; border-radius: 2rem; font-weight: 600;
      background: var(--accent); color: var(--on-accent); box-shadow: 0 2px 12px rgb(0 0 0 / 30%); }
    svg { width: 1.5rem; height: 1.5rem; fill: currentColor; }
    dialog { position: fixed; inset: auto var(--right) 1rem var(--left); margin: 0; padding: 0; border: 1px solid #76708f;
      width: min(26rem, calc(100vw - 2rem)); height: min(var(--height, 36rem), calc(100dvh - 2rem)); max-width: none; max-height: none;
      border-radius: 1rem; overflow: hidden; background: #fff; color: #1f1d2b; box-shadow: 0 8px 40px rgb(0 0 0 / 35%); }
    dialog[open] { display: flex; flex-direction: column; }
    .bar { display: flex; align-items: center; justify-content: space-between; gap: .5rem; padding: .2rem .3rem .2rem 1rem;
      background: var(--accent); color: var(--on-accent); font-weight: 600; }
    .bar button { background: transparent; color: inherit; font-size: 1.5rem; }
    .bar button:focus-visible { outline-color: currentColor; outline-offset: -4px; box-shadow: none; }
    iframe { flex: 1; width: 100%; border: 0; background: #fff; }
    .refused { padding: 1rem; overflow: auto; }
    a { display: inline-flex; align-items: center; min-height: 2.75rem; color: #372e8c; font-weight: 600; }
    @media (max-width: 30rem), (max-height: 30rem) {
      dialog { inset: 0; width: 100vw; height: 100dvh; border: 0; border-radius: 0; } }
    @media (prefers-reduced-motion: no-preference) {
      dialog[open] { animation: rise .18s ease-out; } @keyframes rise { from { opacity: 0; transform: translateY(1rem); } } }
    @media print { :host { display: none; } }`;
  const PATIENCE = 5000; // milliseconds until a frame that has said nothing counts as refused
  const SMALL = "(max-width: 30rem), (max-height: 30rem)";

  const home = script.src.replace(/\/embed\/v1\/[^/]*$/, "");
  const origin = new URL(script.src).origin;
  const { locale, accent, side, label } = script.dataset;

  const language = (tag) => {
    if (!/^(zh|yue|cmn)\b/i.test(tag)) return "en";
    return /hant|\b(tw|hk|mo)\b|^yue/i.test(tag) ? "zh-Hant" : "zh-Hans";
  };
  const chosen = language(locale || document.documentElement.lang);
  const words = { ...WORDS[chosen], ...SUBJECT[chosen] };
  const colour = /^#[0-9a-f]{6}$/i.test(accent ?? "") ? accent : "#4b40b3";

  const luminance = (hex) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  const make = (name, values = {}, ...children) => {
    const element = Object.assign(document.createElement(name), values);
    element.append(...children);
    return element;
  };
  const flower = () => {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    for (let turn = 0; turn < 6; turn += 1) {
      const petal = document.createElementNS(space, "ellipse");
      for (const [name, value] of [["cx", 12], ["cy", 6], ["rx", 3.4], ["ry", 5], ["transform", `rotate(${turn * 60} 12 12)`]]) {
        petal.setAttribute(name, value);
      }
      svg.append(petal);
    }
    return svg;
  };

  const host = make("div", { lang: chosen });
  host.dataset.hepatica = "1";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];
  host.style.setProperty("--accent", colour);
  host.style.setProperty("--on-accent", luminance(colour) > 0.179 ? "#000000" : "#ffffff");
  host.style.setProperty("--left", side === "left" ? "1rem" : "auto");
  host.style.setProperty("--right", side === "left" ? "auto" : "1rem");

  const launcher = make("button", { type: "button", className: "launcher" }, flower(), (label || words.label).slice(0, 40));
  launcher.setAttribute("aria-haspopup", "dialog");
  launcher.setAttribute("aria-expanded", "false");
  const closer = make("button", { type: "button" }, "×");
  closer.setAttribute("aria-label", words.close);
  const link = make("a", { href: `${home}/${chosen}/`, target: "_blank", rel: "noopener" }, words.link);
  const refused = make("div", { className: "refused", hidden: true }, make("p", {}, words.refused), make("p", {}, link));
  refused.setAttribute("role", "alert");
  const panel = make("dialog", {}, make("div", { className: "bar" }, make("span", {}, words.title), closer), refused);
  panel.setAttribute("aria-label", words.title);
  root.append(launcher, panel);

  let frame = null;
  let timer = 0;

  const show = (answered) => {
    clearTimeout(timer);
    refused.hidden = answered;
    frame.hidden = !answered;
  };
  const load = () => {
    frame = make("iframe", { title: words.title, referrerPolicy: "no-referrer" });
    // Without allow-same-origin the frame could not post to its own server.
    frame.setAttribute("sandbox", "allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox");
    frame.addEventListener("load", () =>
      frame.contentWindow.postMessage({ hepatica: 1, type: "hello", accent: colour }, origin),
    );
    frame.src = `${home}/${chosen}/embed`;
    panel.append(frame);
    timer = setTimeout(() => show(false), PATIENCE);
  };
  const open = () => {
    if (!frame) load();
    if (panel.open) return;
    if (matchMedia(SMALL).matches) panel.showModal();
    else panel.show();
    launcher.hidden = true;
    launcher.setAttribute("aria-expanded", "true");
  };

  panel.addEventListener("close", () => {
    launcher.hidden = false;
    launcher.setAttribute("aria-expanded", "false");
    launcher.focus();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") panel.close();
  });
  launcher.addEventListener("click", open);
  closer.addEventListener("click", () => panel.close());

  addEventListener("message", ({ origin: from, source, data }) => {
    if (from !== origin || source !== frame?.contentWindow || data?.hepatica !== 1) return;
    if (data.type === "hello") show(true);
    if (data.type === "close") panel.close();
    if (data.type === "size" && Number.isFinite(data.height)) {
      panel.style.setProperty("--height", `${Math.min(Math.max(data.height + 52, 420), 760)}px`);
    }
  });

  const attach = () => document.body.append(host);
  if (document.body) attach();
  else addEventListener("DOMContentLoaded", attach);
})();
