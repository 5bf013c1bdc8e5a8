/** The contents beside the page show which section is read: the last that begins in the upper 30 % of the window, at the end of the page the last of all. */

export const CONTENTS_SCRIPT = `
const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
const parts = [...document.querySelectorAll("main > section")];
const partRead = () => {
  const isAtEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
  return isAtEnd ? parts.at(-1) : parts.findLast((part) => part.getBoundingClientRect().top <= innerHeight * 0.3);
};
const showRead = () => {
  for (const link of links.values()) link.removeAttribute("aria-current");
  links.get(partRead()?.id)?.setAttribute("aria-current", "true");
};
for (const event of ["scroll", "resize"]) addEventListener(event, showRead, { passive: true });
showRead();
`;
