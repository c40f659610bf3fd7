// A photo is cut to 3 by 4 before it is sent: `data-crop` after a file input; moved with a finger, a mouse or the arrows.
// What is chosen travels as three numbers, parts of the upright picture; the server does the cutting.

for (const place of document.querySelectorAll("[data-crop]")) {
  const input = document.getElementById(place.dataset.crop);
  const canvas = place.querySelector("canvas"), zoom = place.querySelector("input[type=range]");
  const part = (name) => place.querySelector(`[data-part=${name}]`);
  const pen = canvas.getContext("2d");
  let picture = null, left = 0, top = 0, width = 1;

  const widest = () => Math.min(1, (picture.height * 3) / 4 / picture.width);
  const height = () => (width * picture.width * 4) / 3 / picture.height;
  const between = (value, most) => Math.min(Math.max(value, 0), Math.max(most, 0));
  const draw = () => {
    left = between(left, 1 - width); top = between(top, 1 - height());
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, left * picture.width, top * picture.height, width * picture.width, height() * picture.height, 0, 0, canvas.width, canvas.height);
    part("left").value = left.toFixed(5); part("top").value = top.toFixed(5); part("width").value = width.toFixed(5);
  };
  const move = (right, down) => { left += right; top += down; draw(); };

  const open = async () => {
    const file = input.files[0];
    place.hidden = true;
    ["left", "top", "width"].forEach((name) => { part(name).value = ""; });
    if (!file) return;
    try { picture = await createImageBitmap(file, { imageOrientation: "from-image" }); } catch { return; /* the server says what is wrong with it */ }
    zoom.value = 1; width = widest(); left = (1 - width) / 2; top = (1 - height()) / 2;
    place.hidden = false;
    draw();
  };
  input.addEventListener("change", open);
  zoom.addEventListener("input", () => {
    const middle = [left + width / 2, top + height() / 2];
    width = widest() / Number(zoom.value);
    left = middle[0] - width / 2; top = middle[1] - height() / 2;
    draw();
  });
  canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    const box = canvas.getBoundingClientRect();
    move((-event.movementX / box.width) * width, (-event.movementY / box.height) * height());
  });
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  canvas.addEventListener("keydown", (event) => {
    const [right, down] = arrows[event.key] ?? [];
    if (right === undefined) return;
    event.preventDefault();
    move((right * width) / 40, (down * height()) / 40);
  });
}
