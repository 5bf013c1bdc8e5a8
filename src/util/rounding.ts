/** Rounding to the nearest whole number, halves to the even one: cvRound of OpenCV, np.around of NumPy. */
export function roundHalfEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  return rest > 0.5 || (rest === 0.5 && low % 2 !== 0) ? low + 1 : low;
}
