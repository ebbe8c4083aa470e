// Choose the focal point on the photo itself, and show at once what each crop keeps of it.

// On the page of a photo, and wherever else a script shows ``.focus`` with its two inputs.
window.photoFocus = (focus, inputs) => {
  const frame = focus.querySelector(".focus-photo");
  const photo = frame.querySelector("img");
  const crops = [...focus.querySelectorAll(".focus-crops img")];
  const mark = document.createElement("button");
  const STEP = 0.01;

  // Where the crop lies of all places where it could, as a share: what object-position asks for.
  function place(point, whole, part) {
    const room = whole - part;
    if (room <= 0) return 50;
    return (Math.min(Math.max(point * whole - part / 2, 0), room) / room) * 100;
  }

  function draw() {
    const x = Number(inputs.x.value);
    const y = Number(inputs.y.value);
    mark.style.left = `${x * 100}%`;
    mark.style.top = `${y * 100}%`;
    const width = Number(photo.getAttribute("width"));
    const height = Number(photo.getAttribute("height"));
    for (const crop of crops) {
      const [across, down] = crop.dataset.shape.split("x").map(Number);
      const scale = Math.min(width / across, height / down);
      crop.style.objectPosition = `${place(x, width, across * scale)}% ${place(y, height, down * scale)}%`;
    }
  }

  function move(x, y) {
    inputs.x.value = Math.min(Math.max(x, 0), 1);
    inputs.y.value = Math.min(Math.max(y, 0), 1);
    inputs.x.dispatchEvent(new Event("input", { bubbles: true }));
  }

  mark.type = "button";
  mark.className = "focus-mark";
  mark.setAttribute("aria-label", focus.dataset.mark);
  mark.addEventListener("keydown", (event) => {
    const [right, down] = {
      ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
    }[event.key] ?? [0, 0];
    if (!right && !down) return;
    event.preventDefault();
    const step = event.shiftKey ? STEP * 10 : STEP;
    move(Number(inputs.x.value) + right * step, Number(inputs.y.value) + down * step);
  });
  photo.addEventListener("click", (event) => {
    const box = photo.getBoundingClientRect();
    move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    mark.focus({ preventScroll: true });
  });
  frame.append(mark);
  for (const input of Object.values(inputs)) input.addEventListener("input", draw);
  for (const crop of crops) crop.src = photo.src;  // cut by the style sheet instead of by the server
  draw();
};

{
  const focus = document.querySelector(".focus");
  const [x, y] = ["id_focal_x", "id_focal_y"].map((id) => document.getElementById(id));
  if (focus && x && y) window.photoFocus(focus, { x, y });
}
