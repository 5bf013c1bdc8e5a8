/** The contents beside the page show which section is read. */

export const CONTENTS_SCRIPT = `
const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
const watch = new IntersectionObserver((entries) => {
  const entered = entries.find((entry) => entry.isIntersecting);
  if (!entered) return;
  for (const link of links.values()) link.removeAttribute("aria-current");
  links.get(entered.target.id).setAttribute("aria-current", "true");
}, { rootMargin: "-30% 0px -70% 0px" });
for (const section of document.querySelectorAll("main > section")) watch.observe(section);
`;
