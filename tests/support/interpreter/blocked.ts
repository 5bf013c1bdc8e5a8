/**
 * Domain "com.microsoft.nchwc" for a block of any size, by what onnxruntime/core/mlas/inc/mlas.h says of the layout: values are put into the
 * plain layout, computed there, and put back. Images N x C / B x H x W x B; kernels O / B x C / B x kh x kw x B (of C) x B (of O), of fewer
 * channels than a block O / B x C x kh x kw x B, depthwise ones C / B x 1 x kh x kw x B.
 */
import { fusedConv } from "./convolution.ts";
import { Call, type Operator, type Operators } from "./operator.ts";
import { pooling } from "./pooling.ts";
import { type FloatTensor, sizeOf, zeros } from "./tensor.ts";

/** Where element i of the plain layout lies. */
type Place = (i: number) => number;

const toPlain = (x: FloatTensor, place: Place): FloatTensor => ({
  shape: x.shape,
  data: x.data.map((_, i) => x.data[place(i)]!),
});

function toBlocks(x: FloatTensor, place: Place): FloatTensor {
  const y = zeros(x.shape);
  for (const [i, value] of x.data.entries()) y.data[place(i)] = value;
  return y;
}

function imagePlace([, channels, height, width]: readonly number[], block: number): Place {
  const area = height! * width!;
  return (i) => {
    const [pixel, c, n] = [i % area, Math.floor(i / area) % channels!, Math.floor(i / area / channels!)];
    return ((n * (channels! / block) + Math.floor(c / block)) * area + pixel) * block + (c % block);
  };
}

function kernelPlace([, channels, height, width]: readonly number[], block: number): Place {
  const area = height! * width!;
  const inner = channels! < block ? 1 : block;
  return (i) => {
    const [place, c, o] = [i % area, Math.floor(i / area) % channels!, Math.floor(i / area / channels!)];
    const group = Math.floor(o / block) * (channels! / inner) + Math.floor(c / inner);
    return ((group * area + place) * inner + (c % inner)) * block + (o % block);
  };
}

/** The operators as a processor with blocks of so many channels has them. */
export function blockedOperators(block: number): Operators {
  const images = (x: FloatTensor): Place => imagePlace(x.shape, block);
  const onPlain =
    (operator: Operator): Operator =>
    (call) => {
      const x = call.input(0);
      return operator(new Call(call.node, [toPlain(x, images(x)), ...call.inputs.slice(1)])).map((y) =>
        toBlocks(y, images(y)),
      );
    };
  return {
    ReorderInput: (call) => [toBlocks(call.input(0), images(call.input(0)))],
    ReorderOutput: (call) => [reorderOutput(call, toPlain(call.input(0), images(call.input(0))))],
    Conv: (call) => [conv(call, block)],
    MaxPool: onPlain((call) => pooling.MaxPool!(call).slice(0, 1)),
    AveragePool: onPlain(pooling.AveragePool!),
    GlobalAveragePool: onPlain(pooling.GlobalAveragePool!),
  };
}

function reorderOutput(call: Call, x: FloatTensor): FloatTensor {
  const [n, all, height, width] = x.shape as [number, number, number, number];
  const channels = call.number("channels", all);
  const area = height * width;
  const isLast = call.number("channels_last", 0) === 1;
  const y = zeros(isLast ? [n, height, width, channels] : [n, channels, height, width]);
  for (let i = 0; i < sizeOf([n, all, area]); i++) {
    const [pixel, c, image] = [i % area, Math.floor(i / area) % all, Math.floor(i / area / all)];
    if (c >= channels) continue;
    y.data[isLast ? (image * area + pixel) * channels + c : (image * channels + c) * area + pixel] = x.data[i]!;
  }
  return y;
}

function conv(call: Call, block: number): FloatTensor {
  const [x, kernel, bias, sum] = [call.input(0), call.input(1), call.inputs[2], call.inputs[3]];
  const plain = (tensor: FloatTensor): FloatTensor => toPlain(tensor, imagePlace(tensor.shape, block));
  const image = x.shape[1]! < block ? x : plain(x);
  const filters = toPlain(kernel, kernelPlace(kernel.shape, block));
  const y = fusedConv(new Call(call.node, [image, filters, bias, sum && plain(sum)]));
  return toBlocks(y, imagePlace(y.shape, block));
}
