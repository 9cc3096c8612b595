// A picture that somebody chose: made small, handed to the sandbox, and drawn again by the name it got.
// Invariant: what leaves is at most 512 KB and 1,600 pixels a side; its size stands in its name, so nothing jumps when it loads.
import {make} from './pieces.js';

const bytes = 512 * 1024;
const side = 1600;
const shown = 220;

const toBlob = (canvas, quality) => new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality));

/** The file as it is when it is small enough, else a smaller JPEG. */
async function shrink(file) {
  const bitmap = await createImageBitmap(file).catch(() => { throw new Error('这个文件不是图片，请选 JPG、PNG、GIF 或 WebP'); });
  const {width, height} = bitmap;
  if (file.size <= bytes && Math.max(width, height) <= side) return {blob: file, width, height};
  let scale = Math.min(1, side / Math.max(width, height));
  for (let tries = 0; tries < 5; ++tries, scale *= 0.7) {
    const canvas = make('canvas', {width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale))});
    canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await toBlob(canvas, 0.82);
    if (blob && blob.size <= bytes) return {blob, width: canvas.width, height: canvas.height};
  }
  throw new Error('图片太大了，请换一张小一点的');
}

/** The name under which the sandbox keeps it. Throws an Error with a sentence for the person. */
export async function upload(file) {
  const {blob, width, height} = await shrink(file);
  const answer = await fetch(`/pictures?${width}x${height}`, {method: 'POST', body: blob})
    .catch(() => { throw new Error('与沙盒的连接断了，连上后再发'); });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()).name;
}

/** An img with its place reserved; a drawing where the picture is a sample or is gone. */
export function picture(name) {
  const sample = () => make('span', {class: 'picture', role: 'img', 'aria-label': '图片'});
  const size = /_(\d+)x(\d+)\./.exec(name);
  if (!size) return sample();
  const [width, height] = size.slice(1).map(Number);
  const scale = Math.min(1, shown / Math.max(width, height));
  const image = make('img', {class: 'photo', src: `/picture/${encodeURIComponent(name)}`, alt: '图片',
    width: Math.max(24, Math.round(width * scale)), height: Math.max(24, Math.round(height * scale))});
  image.addEventListener('error', () => image.replaceWith(sample()));
  return image;
}
