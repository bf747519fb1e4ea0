// The self-test for staff: what this machine has, as far as a page can find out.
(() => {
  "use strict";

  const VOICES = { en: /^en\b/i, "zh-Hans": /^(zh-(cn|sg|hans)|cmn|zh$)/i, "zh-Hant": /^(zh-(tw|hk|hant)|cmn|yue|zh$)/i };
  const speech = window.speechSynthesis;
  const result = (name, good) => {
    const place = document.querySelector(`[data-result="${name}"]`);
    place.textContent = good ? place.dataset.good : place.dataset.bad;
    place.classList.toggle("test-good", good);
    place.classList.toggle("test-bad", !good);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("touch" in button.dataset) {
      button.setAttribute("aria-pressed", "true");
      if (!document.querySelector('[data-touch][aria-pressed="false"]')) result("touch", true);
    }
    if ("print" in button.dataset) window.print();
    if ("say" in button.dataset) {
      const spoken = new SpeechSynthesisUtterance(button.dataset.say);
      spoken.voice = voice(button.lang);
      spoken.lang = spoken.voice.lang;
      speech.speak(spoken);
    }
  });

  // A character without a glyph is drawn as the same box as one that no font has.
  const drawn = (char) => {
    const context = Object.assign(document.createElement("canvas"), { width: 48, height: 48 }).getContext("2d", {
      willReadFrequently: true,
    });
    context.font = "40px sans-serif";
    context.fillText(char, 2, 40);
    return context.getImageData(0, 0, 48, 48).data.join();
  };
  const box = drawn("\u{10fffd}");
  result("fonts", [..."肝干细胞間質幹細胞"].every((char) => drawn(char) !== box) && drawn("干") !== drawn("幹"));

  const voice = (language) =>
    (speech?.getVoices() ?? []).find((one) => one.localService && VOICES[language].test(one.lang.replace("_", "-")));
  const voices = () => {
    for (const place of document.querySelectorAll("[data-voice]")) {
      const found = voice(place.dataset.voice);
      place.textContent = found ? found.name : place.dataset.none;
      place.parentElement.querySelector("[data-say]").disabled = !found;
    }
  };
  speech?.addEventListener?.("voiceschanged", voices);
  voices();

  document.querySelector("[data-browser]").textContent = navigator.userAgent;
  document.querySelector("[data-screen]").textContent = `${innerWidth} × ${innerHeight} (${devicePixelRatio})`;
})();
