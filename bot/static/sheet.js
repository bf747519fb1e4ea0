// The print button of the take-home sheet. Without JavaScript the page says to use the browser's own print command.
(() => {
  "use strict";
  const button = document.querySelector(".print-button");
  if (!button || typeof print !== "function") return;
  button.hidden = false;
  document.querySelector(".print-hint").hidden = true;
  button.addEventListener("click", () => print());
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll(".sheet details")) details.open = true;
  });
})();
