/** A slider moves a threshold, whose row is copied out of the table behind the figure. */

export const THRESHOLD_SCRIPT = `
for (const explorer of document.querySelectorAll(".explorer")) {
  const [control, slider] = [".control", "input"].map((name) => explorer.querySelector(name));
  const rows = [...explorer.querySelectorAll("tbody tr")];
  const shown = explorer.querySelectorAll(".readout dd");
  const show = () => {
    const cells = [...rows[slider.value].children];
    cells.forEach((cell, i) => { shown[i].innerHTML = cell.innerHTML; });
    slider.setAttribute("aria-valuetext", cells[0].textContent);
    for (const marker of explorer.querySelectorAll(".marker")) {
      const { left, right } = marker.dataset;
      const x = Number(left) + Number(cells[0].textContent) * (Number(right) - Number(left));
      marker.setAttribute("x1", x);
      marker.setAttribute("x2", x);
    }
  };
  control.hidden = false;
  slider.addEventListener("input", show);
}
`;
