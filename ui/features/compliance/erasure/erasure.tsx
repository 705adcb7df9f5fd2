export function Erasure() {
  return null;
}
