// Small builders for what a script adds to the page; text goes in as text, never as HTML.
export const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
};

const NAMES = { Control: "Ctrl", Enter: "↵", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓", Shift: "⇧" };
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

export const keys = (keystroke) =>
  keystroke.split(" ").map((stroke) => {
    const parts = stroke.length > 1 ? stroke.split("+") : [stroke];
    const words = parts.map((part) =>
      part === "Control" && isMac ? "⌘" : (NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
    );
    return element("kbd", { "aria-hidden": "true" }, words.join(" "));
  });

export const icon = (name) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `/ui/icons.svg#${name}`);
  svg.append(use);
  return svg;
};
