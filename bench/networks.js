/** The networks that are compared. */

export const networkNames = ["nasnetmobile", "resnet101", "inceptionresnetv2"];

/** Whether PyTorch's libraries (torchvision, timm) have it. */
export const isInTorch = (network) => network !== "nasnetmobile";
