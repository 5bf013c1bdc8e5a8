/**
 * Linear attenuation at 60 keV, about the mean of a chest radiograph's beam at 120 kV, in 1/cm.
 * Mass attenuation times density: NIST, X-ray mass attenuation coefficients (Hubbell and Seltzer, NISTIR 5632): water 0.2059 cm2/g,
 * cortical bone (ICRU-44) 0.3148 cm2/g at 1.92 g/cm3. CT numbers in Hounsfield units (HU) are
 * thousandths of water's more or less: water 0, air -1000.
 */
export const WATER = 0.2059;
export const CORTICAL_BONE = 0.3148 * 1.92;
/** Lead or wire enough that little comes through. */
export const LEAD = 6;
