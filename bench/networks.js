/** The networks that are compared. */

const networks = ["nasnetmobile", "resnet101", "inceptionresnetv2"];

/** Whether PyTorch's libraries (torchvision, timm) have it. */
export const isInTorch = (network) => network !== "nasnetmobile";

/** With --quick the smallest alone. */
export const networksOf = ({ quick }) => (quick ? networks.slice(0, 1) : networks);
