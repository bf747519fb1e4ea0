// What a card can do where the device allows it: open a source, copy or share a link, read aloud with a voice of the
// device's own. Without this script the card is complete; these buttons then stay hidden.
(() => {
  "use strict";

  const speech = window.speechSynthesis;
  const status = document.getElementById("announce");
  // Languages of voices by the language of a page, best first. A remote voice would send the text away: never used.
  const VOICES = {
    en: ["en"],
    "zh-Hans": ["zh-cn", "zh-hans", "cmn-cn", "cmn-hans", "zh-sg", "zh", "cmn"],
    "zh-Hant": ["zh-tw", "zh-hant", "cmn-tw", "cmn-hant", "zh-hk", "zh", "cmn"],
  };
  const READ = ".short p, .part:not(details) > p, .part:not(details) > ul > li";

  const tell = (text) => {
    if (status) status.textContent = text;
  };

  const language = () => document.documentElement.lang;

  const voice = () => {
    const own = speech ? speech.getVoices().filter((found) => found.localService) : [];
    const tag = (found) => found.lang.toLowerCase().replace("_", "-");
    for (const wanted of VOICES[language()] ?? []) {
      const fits = own.find((found) => tag(found) === wanted || tag(found).startsWith(`${wanted}-`));
      if (fits) return fits;
    }
    return null;
  };

  const reveal = () => {
    for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
    for (const button of document.querySelectorAll("[data-share]")) button.hidden = !navigator.share;
    const canRead = voice() !== null;
    for (const place of document.querySelectorAll("[data-listen]")) place.hidden = !canRead;
  };

  // Reading aloud

  let reading = null;

  const label = (button) => button.querySelector("[data-label]");

  const quiet = () => {
    if (!reading) return;
    const button = reading;
    reading = null;
    speech.cancel();
    label(button).textContent = button.dataset.start;
    button.removeAttribute("aria-pressed");
  };

  const sentences = (card) =>
    [...card.querySelectorAll(READ)].map((element) => {
      const copy = element.cloneNode(true);
      for (const mark of copy.querySelectorAll(".mark")) mark.remove();
      return copy.textContent.trim();
    });

  const read = (button) => {
    if (reading === button) {
      quiet();
      return;
    }
    quiet();
    reading = button;
    button.dataset.start = label(button).textContent;
    label(button).textContent = button.dataset.stop;
    button.setAttribute("aria-pressed", "true");
    const chosen = voice();
    const spoken = sentences(button.closest("article")).map((text) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = chosen;
      utterance.lang = chosen.lang;
      utterance.rate = 0.9;
      return utterance;
    });
    spoken.at(-1).addEventListener("end", quiet);
    for (const utterance of spoken) speech.speak(utterance);
  };

  // Copying and sharing

  const copyByHand = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.className = "unseen";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy"); // old, but all there is where a page is not served over HTTPS
    field.remove();
    return done;
  };

  const copy = async (button) => {
    const address = new URL(button.dataset.copy, location.href).href;
    let done = true;
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      done = copyByHand(address);
      button.focus();
    }
    const before = button.textContent;
    button.textContent = done ? button.dataset.done : button.dataset.failed;
    tell(button.textContent);
    setTimeout(() => (button.textContent = before), 3000);
  };

  const share = (button) => {
    const url = new URL(button.dataset.share, location.href).href;
    navigator.share({ title: button.dataset.title, url }).catch(() => {}); // closing the sheet is no fault
  };

  // Sources

  const openSource = (link) => {
    const details = document.getElementById(link.hash.slice(1))?.closest("details");
    if (details) details.open = true;
  };

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest?.("a.mark, [data-copy], [data-share], [data-listen] button");
    if (!pressed) return;
    if (pressed.matches("a.mark")) openSource(pressed);
    else if (pressed.matches("[data-copy]:not(:disabled)")) copy(pressed);
    else if (pressed.matches("[data-share]")) share(pressed);
    else read(pressed);
  });

  // The explanation of a word is read out at once; closing it leads back to the word.
  document.addEventListener(
    "toggle",
    (event) => {
      if (event.newState === "open" && event.target.matches?.(".word")) event.target.focus();
    },
    true,
  );

  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });
  addEventListener("pagehide", quiet);
  document.addEventListener("htmx:before:request", quiet);
  document.addEventListener("htmx:after:swap", reveal);
  speech?.addEventListener?.("voiceschanged", reveal);
  reveal();
})();
