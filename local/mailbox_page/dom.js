/** Building and replacing elements; text is always set as text, never as markup. */

/** An element: attributes set as given, `on…` functions as listeners, children appended. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

function setAttribute(element, name, value) {
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== null) element.setAttribute(name, value);
}

/** A heading and a sentence where there is nothing else to show. */
export function notice(heading, sentence) {
  return make("div", { class: "notice" }, make("h2", {}, heading), make("p", {}, sentence));
}
