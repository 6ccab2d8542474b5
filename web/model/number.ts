// Numbers for people: a comma each three digits, sizes in powers of 1024. The same in both
// languages.

export function count(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

const sizes = ["B", "KiB", "MiB", "GiB", "TiB"];

export function size(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined || !Number.isFinite(bytes)) return "–";
  let value = bytes,
    unit = 0;
  while (value >= 1024 && unit < sizes.length - 1) {
    value /= 1024;
    unit++;
  }
  return (
    (unit === 0 || value >= 100 ? String(Math.round(value)) : value.toFixed(1)) + " " + sizes[unit]
  );
}

export function hex(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : "0x" + value.toString(16);
}

/** 25 h 3 min, 4 min 10 s, 2.40 s */
export function duration(ms: number): string {
  const s = ms / 1000;
  if (s < 60) return s.toFixed(2) + " s";
  const minutes = Math.floor(s / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(s % 60)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? `${hours} h ${minutes % 60} min`
    : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
