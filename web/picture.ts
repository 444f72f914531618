const longestSide = 2560;
const enoughBytes = 300 * 1024;
const qualities = [0.85, 0.75, 0.65, 0.55, 0.45];

/**
 * A photo as it is sent: at most 2,560 pixels long and some 300 KB, drawn anew, so that neither position nor device is
 * left in it. What this browser can't draw, a HEIC say, goes as it is: the server says what to do with it.
 */
export async function reduced(file: File): Promise<Blob> {
  if (!file.type.startsWith("image/")) return file;
  const drawn = await drawing(file);
  if (drawn === undefined) return file;
  let smallest: Blob | undefined;
  for (const quality of qualities) {
    smallest = (await packed(drawn, quality)) ?? smallest;
    if (smallest !== undefined && smallest.size <= enoughBytes) break;
  }
  return smallest ?? file;
}

/** What a reduced photo is called: it is a JPEG now. */
export function reducedName(file: File, sent: Blob): string {
  return sent === file ? file.name : `${file.name.replace(/\.[^.]*$/, "") || "照片"}.jpg`;
}

async function drawing(file: File): Promise<HTMLCanvasElement | undefined> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => undefined);
  if (picture === undefined) return undefined;
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  if (pen === null) return undefined;
  // What is transparent would turn black.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas;
}

function packed(canvas: HTMLCanvasElement, quality: number): Promise<Blob | undefined> {
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), "image/jpeg", quality));
}
