// Text size, contrast, scrolling by button, reading aloud, print. All of it ends with the visit.
(() => {
  "use strict";

  const SIZES = ["standard", "large", "larger"];
  const VOICES = { en: /^en\b/i, "zh-Hans": /^(zh-(cn|sg|hans)|cmn-cn|zh$)/i, "zh-Hant": /^(zh-(tw|hk|hant)|cmn-tw|yue)/i };
  const CHINESE = /^(zh|cmn)\b/i;
  const root = document.documentElement;
  const speech = window.speechSynthesis;

  const screen = () => document.getElementById("screen");
  const reading = () => screen().querySelector(".kiosk-reading");

  // A voice of this machine: one of a server would send the answer away.
  const voice = (language) => {
    const local = (speech?.getVoices() ?? []).filter((one) => one.localService);
    const fits = (pattern) => local.find((one) => pattern.test(one.lang.replace("_", "-")));
    return fits(VOICES[language]) ?? (language === "en" ? undefined : fits(CHINESE));
  };
  const silence = () => speech?.cancel();
  const label = (speaking) => {
    const button = screen().querySelector("[data-listen]");
    if (!button) return;
    button.dataset.start ??= button.textContent;
    button.textContent = speaking ? button.dataset.stop : button.dataset.start;
  };
  const listen = () => {
    if (speech.speaking) {
      silence();
      label(false);
      return;
    }
    const language = screen().lang;
    const parts = [...screen().querySelectorAll("[data-speak]")];
    parts.forEach((part, n) => {
      const spoken = new SpeechSynthesisUtterance(part.innerText.replace(/\s*\[\d+\]/g, ""));
      spoken.voice = voice(language);
      spoken.lang = spoken.voice.lang;
      if (n === parts.length - 1) spoken.addEventListener("end", () => label(false));
      speech.speak(spoken);
    });
    label(true);
  };

  const furnish = () => {
    const button = screen().querySelector("[data-listen]");
    if (button) button.hidden = !voice(screen().lang);
    screen().querySelector("[data-contrast-switch]")?.setAttribute("aria-pressed", root.dataset.contrast === "more");
    for (const part of screen().querySelectorAll("[data-scroll]")) part.disabled = !overflows();
  };
  const overflows = () => reading() && reading().scrollHeight > reading().clientHeight + 1;

  const actions = {
    sizeStep: () => {
      root.dataset.size = SIZES[(SIZES.indexOf(root.dataset.size) + 1) % SIZES.length];
      furnish();
    },
    contrastSwitch: () => {
      if (root.dataset.contrast) delete root.dataset.contrast;
      else root.dataset.contrast = "more";
      furnish();
    },
    scroll: (button) => reading().scrollBy({ top: Number(button.dataset.scroll) * reading().clientHeight * 0.8 }),
    take: () => screen().querySelector(".kiosk-take").scrollIntoView({ block: "center" }),
    print: () => window.print(),
    listen,
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    const name = button && Object.keys(actions).find((one) => one in button.dataset);
    if (name) actions[name](button);
  });

  document.addEventListener("kiosk:screen", () => {
    silence();
    furnish();
  });
  document.addEventListener("kiosk:wipe", silence);
  speech?.addEventListener?.("voiceschanged", furnish);
  addEventListener("resize", furnish);
  furnish();
})();
