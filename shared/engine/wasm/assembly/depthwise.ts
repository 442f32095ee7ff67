import { frame, unframe } from "./padding";

/** dw[u, v, c] += Σ x[i·stride + u·dilation, j·stride + v·dilation, c] · dy[i, j, c] over a framed image; one multiplier. */
export function depthwiseFilterGrad(
  x: usize,
  dy: usize,
  dw: usize,
  framed: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  strideX: i32,
  dilationY: i32,
  dilationX: i32,
  top: i32,
  left: i32,
): void {
  const rows = (outHeight - 1) * strideY + (kernelHeight - 1) * dilationY + 1;
  const columns = (outWidth - 1) * strideX + (kernelWidth - 1) * dilationX + 1;
  const pixel: usize = channels << 2;
  const line = <usize>columns * pixel;
  const image = <usize>(height * width) * pixel;
  memory.fill(dw, 0, <usize>(kernelHeight * kernelWidth) * pixel);
  for (let n = 0; n < batch; n++) {
    frame(x + <usize>n * image, framed, height, width, channels, rows, columns, top, left);
    for (let u = 0; u < kernelHeight; u++) {
      for (let v = 0; v < kernelWidth; v++) {
        const from = framed + <usize>(u * dilationY) * line + <usize>(v * dilationX) * pixel;
        const tap = dw + <usize>(u * kernelWidth + v) * pixel;
        tapGradient(
          from,
          dy,
          tap,
          channels,
          outHeight,
          outWidth,
          <usize>strideY * line,
          <usize>strideX * pixel,
        );
      }
    }
    dy += <usize>(outHeight * outWidth) * pixel;
  }
}

/** One tap of all channels: Σ x · dy, added to what is there. */
function tapGradient(
  x: usize,
  dy: usize,
  tap: usize,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  lineStep: usize,
  pixelStep: usize,
): void {
  const pixel: usize = channels << 2;
  let c = 0;
  for (; c + 8 <= channels; c += 8) {
    const at: usize = c << 2;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let b0 = a0;
    let b1 = a0;
    for (let i = 0; i < outHeight; i++) {
      let from = x + <usize>i * lineStep + at;
      let gradient = dy + <usize>(i * outWidth) * pixel + at;
      let j = 0;
      for (; j + 2 <= outWidth; j += 2) {
        a0 = f32x4.add(a0, f32x4.mul(v128.load(from), v128.load(gradient)));
        a1 = f32x4.add(a1, f32x4.mul(v128.load(from, 16), v128.load(gradient, 16)));
        from += pixelStep;
        gradient += pixel;
        b0 = f32x4.add(b0, f32x4.mul(v128.load(from), v128.load(gradient)));
        b1 = f32x4.add(b1, f32x4.mul(v128.load(from, 16), v128.load(gradient, 16)));
        from += pixelStep;
        gradient += pixel;
      }
      if (j < outWidth) {
        a0 = f32x4.add(a0, f32x4.mul(v128.load(from), v128.load(gradient)));
        a1 = f32x4.add(a1, f32x4.mul(v128.load(from, 16), v128.load(gradient, 16)));
      }
    }
    v128.store(tap + at, f32x4.add(v128.load(tap + at), f32x4.add(a0, b0)));
    v128.store(tap + at, f32x4.add(v128.load(tap + at, 16), f32x4.add(a1, b1)), 16);
  }
  for (; c < channels; c++) {
    const at: usize = c << 2;
    let sum: f32 = 0;
    for (let i = 0; i < outHeight; i++) {
      let from = x + <usize>i * lineStep + at;
      let gradient = dy + <usize>(i * outWidth) * pixel + at;
      for (let j = 0; j < outWidth; j++) {
        sum += load<f32>(from) * load<f32>(gradient);
        from += pixelStep;
        gradient += pixel;
      }
    }
    store<f32>(tap + at, load<f32>(tap + at) + sum);
  }
}

/** dx[i·stride + u·dilation, …] += w[u, v, c] · dy[i, j, c], in a frame whose inside is then the gradient; one multiplier. */
export function depthwiseInputGrad(
  dy: usize,
  w: usize,
  dx: usize,
  framed: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  strideX: i32,
  dilationY: i32,
  dilationX: i32,
  top: i32,
  left: i32,
): void {
  const rows = (outHeight - 1) * strideY + (kernelHeight - 1) * dilationY + 1;
  const columns = (outWidth - 1) * strideX + (kernelWidth - 1) * dilationX + 1;
  const pixel: usize = channels << 2;
  const line = <usize>columns * pixel;
  for (let n = 0; n < batch; n++) {
    memory.fill(framed, 0, <usize>rows * line);
    for (let i = 0; i < outHeight; i++) {
      for (let u = 0; u < kernelHeight; u++) {
        const to = framed + <usize>(i * strideY + u * dilationY) * line;
        for (let v = 0; v < kernelWidth; v++) {
          const tap = w + <usize>(u * kernelWidth + v) * pixel;
          const from = dy + <usize>(i * outWidth) * pixel;
          spreadLine(
            from,
            tap,
            to + <usize>(v * dilationX) * pixel,
            channels,
            outWidth,
            <usize>strideX * pixel,
          );
        }
      }
    }
    unframe(framed, dx, height, width, channels, rows, columns, top, left);
    dx += <usize>(height * width) * pixel;
    dy += <usize>(outHeight * outWidth) * pixel;
  }
}

function spreadLine(dy: usize, tap: usize, to: usize, channels: i32, count: i32, step: usize): void {
  const pixel: usize = channels << 2;
  let c = 0;
  for (; c + 4 <= channels; c += 4) {
    const at: usize = c << 2;
    const weight = v128.load(tap + at);
    let from = dy + at;
    let target = to + at;
    for (let j = 0; j < count; j++) {
      v128.store(target, f32x4.add(v128.load(target), f32x4.mul(v128.load(from), weight)));
      from += pixel;
      target += step;
    }
  }
  for (; c < channels; c++) {
    const at: usize = c << 2;
    const weight = load<f32>(tap + at);
    let from = dy + at;
    let target = to + at;
    for (let j = 0; j < count; j++) {
      store<f32>(target, load<f32>(target) + load<f32>(from) * weight);
      from += pixel;
      target += step;
    }
  }
}
