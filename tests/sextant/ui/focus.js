// What the keyboard test asks of a page: its controls, and where the focus is and whether one sees it.
(() => {
  const CONTROLS = "a[href],button,input,textarea,select,summary,[role=radio],[role=button]," +
    "[role=combobox],[role=checkbox],[role=tab],[role=switch],[role=slider],[role=spinbutton]";
  const look = (element) => {
    const about = [element];
    for (let up = 0; up < 3 && about[0].parentElement; up += 1) about.unshift(about[0].parentElement);
    const near = [...(element.parentElement || element).querySelectorAll("*")].slice(0, 80);
    return [...about, ...near].map((part) => {
      const s = getComputedStyle(part);
      const outline = s.outlineStyle === "none" ? "" : s.outline;
      return [outline, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecorationLine].join();
    }).join("\n");
  };
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width >= 1 && box.height >= 1 && getComputedStyle(element).visibility !== "hidden" &&
      !element.disabled && !element.closest("[aria-hidden=true],[inert]");
  };
  // In a group, one is a stop and the arrow keys go on from there; a field's own small buttons
  // (open the list, one more, one less) do what the arrow keys do in the field.
  const group = (element) => element.closest("[role=radiogroup],[role=tablist]");
  const belongs = (element) => element.tagName === "BUTTON" && element.tabIndex < 0;
  window.kb = {
    controls() {
      const groups = new Map();
      const found = [];
      for (const element of [...document.querySelectorAll(CONTROLS)].filter(shown)) {
        if (belongs(element)) continue;
        const of = group(element);
        if (of && !groups.has(of)) groups.set(of, `group-${groups.size}`);
        const name = of ? groups.get(of) : `one-${found.length}`;
        element.dataset.kb = name;
        element.kbLook = look(element);
        found.push([name, element.getAttribute("aria-label") || element.innerText || element.tagName]);
      }
      return found;
    },
    focus() {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const box = element.getBoundingClientRect();
      return {
        control: element.dataset.kb || "",
        said: (element.getAttribute("aria-label") || element.innerText || element.tagName).slice(0, 60),
        onScreen: box.bottom > 0 && box.top < innerHeight,
        seen: element.kbLook === undefined || element.kbLook !== look(element),
      };
    },
  };
})();
