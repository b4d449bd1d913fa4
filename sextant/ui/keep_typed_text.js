// Hands over what is being typed in a long text after a pause, as if the person had left the field.
// Streamlit does so only when a field is left or Ctrl+Enter is pressed; a reload would lose it.
(() => {
  const PAUSE = 700;
  const waiting = new WeakMap();
  // Who leaves a field hands it over already; a second time could call back the page that was left.
  document.addEventListener("focusout", (event) => clearTimeout(waiting.get(event.target)), true);
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement)) return;
    clearTimeout(waiting.get(field));
    waiting.set(field, setTimeout(() => {
      if (document.activeElement !== field) return;
      const keys = { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true, bubbles: true, cancelable: true };
      field.dispatchEvent(new KeyboardEvent("keydown", keys));
    }, PAUSE));
  });
})();
