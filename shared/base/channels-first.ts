interface Numbers {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A batch of maps N×H×W×C as files and other programs hold it, N×C×H×W; vectors stay as they are. */
export function channelsFirst({ shape, data }: Numbers): Numbers {
  if (shape.length !== 4) return { shape, data };
  const [count, height, width, channels] = shape as readonly [number, number, number, number];
  const pixels = height * width;
  const turned = new Float32Array(data.length);
  for (let n = 0; n < count; n++) {
    for (let c = 0; c < channels; c++) {
      const to = (n * channels + c) * pixels;
      for (let p = 0; p < pixels; p++) turned[to + p] = data[(n * pixels + p) * channels + c] as number;
    }
  }
  return { shape: [count, channels, height, width], data: turned };
}
