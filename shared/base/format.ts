const integer = new Intl.NumberFormat("en-US");

/** 25557032 -> "25,557,032". */
export function formatInteger(value: number): string {
  return integer.format(value);
}

/** Three significant figures with an SI prefix: 4089184256 -> "4.09 G". Units follow the number: "4.09 GMACs". */
export function formatSi(value: number): string {
  const steps = [
    { limit: 1e12, suffix: "T" },
    { limit: 1e9, suffix: "G" },
    { limit: 1e6, suffix: "M" },
    { limit: 1e3, suffix: "k" },
  ] as const;
  for (const { limit, suffix } of steps) {
    if (value >= limit) return `${significant(value / limit)} ${suffix}`;
  }
  return formatInteger(value);
}

/** Binary units, as memory is sold: 243860896 -> "233 MiB". */
export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"] as const;
  let scaled = bytes;
  let unit = 0;
  while (scaled >= 1024 && unit < units.length - 1) {
    scaled /= 1024;
    unit++;
  }
  return `${unit === 0 ? scaled : significant(scaled)} ${units[unit]}`;
}

export function formatPercent(fraction: number, digits = 1): string {
  return `${(fraction * 100).toFixed(digits)} %`;
}

/** 754 s -> "12 min 34 s". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function significant(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
