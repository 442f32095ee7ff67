/** Wheel zooms about the pointer, dragging pans, a double click fits again. Runs in the page, which has nothing else. */
export const PAN_ZOOM = `for (const figure of document.querySelectorAll(".figure")) {
  const svg = figure.querySelector("svg");
  const whole = svg.viewBox.baseVal;
  const first = [whole.x, whole.y, whole.width, whole.height];
  let view = [...first];
  const show = () => svg.setAttribute("viewBox", view.join(" "));
  const unit = () => Math.max(view[2] / svg.clientWidth, view[3] / svg.clientHeight);
  figure.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = svg.getBoundingClientRect();
    const factor = Math.min(4, Math.max(0.25, Math.exp(event.deltaY / 400)));
    const width = Math.min(first[2] * 4, Math.max(first[2] / 100, view[2] * factor));
    const scale = width / view[2];
    const across = (event.clientX - box.left) / box.width;
    const down = (event.clientY - box.top) / box.height;
    const [x, y] = [view[0] + across * view[2], view[1] + down * view[3]];
    view = [x - across * width, y - down * view[3] * scale, width, view[3] * scale];
    show();
  }, { passive: false });
  figure.addEventListener("pointerdown", (event) => figure.setPointerCapture(event.pointerId));
  figure.addEventListener("pointermove", (event) => {
    if (!figure.hasPointerCapture(event.pointerId)) return;
    view = [view[0] - event.movementX * unit(), view[1] - event.movementY * unit(), view[2], view[3]];
    show();
  });
  figure.addEventListener("dblclick", () => {
    view = [...first];
    show();
  });
}`;

/** SHA-256 of the script's bytes in base64: the page's policy lets this script run and no other. */
export const PAN_ZOOM_HASH = "uYvJbV3oonYvlHYCsDmqGCViHeU6/b5B5HBsIdvUias=";
