#include "aqua/accel/published_networks.h"

namespace aqua::accel::published {

using layers::WorkKind;
using layers::Workload;
using layers::Workloads;

namespace {

void SetStride(Workload& work, int64_t stride) {
  work.stride_height = stride;
  work.stride_width = stride;
}

}  // namespace

Workload Convolution(const std::string& name, int64_t groups, int64_t kernel,
                     int64_t input_channels, int64_t output_channels, int64_t output_size,
                     Bits bits) {
  Workload work;
  work.layer = name;
  work.kind = WorkKind::kConvolution;
  work.groups = groups;
  work.kernel_height = kernel;
  work.kernel_width = kernel;
  work.input_channels = input_channels;
  work.output_channels = output_channels;
  work.output_height = output_size;
  work.output_width = output_size;
  work.weight_bits = bits.weight;
  work.activation_bits = bits.activation;
  return work;
}

Workload Dense(const std::string& name, int64_t inputs, int64_t outputs, Bits bits) {
  Workload work = Convolution(name, 1, 1, inputs, outputs, 1, bits);
  work.kind = WorkKind::kDense;
  return work;
}

Workload Uncounted(const std::string& name) {
  Workload work;
  work.layer = name;
  return work;
}

Workloads AlexNetConvolutions(Bits bits) {
  Workloads network = {Convolution("conv1", 1, 11, 3, 96, 55, bits),
                       Convolution("conv2", 2, 5, 48, 128, 27, bits),
                       Convolution("conv3", 1, 3, 256, 384, 13, bits),
                       Convolution("conv4", 2, 3, 192, 192, 13, bits),
                       Convolution("conv5", 2, 3, 192, 128, 13, bits)};
  SetStride(network[0], 4);
  return network;
}

Workloads TorchvisionAlexNet(Bits bits) {
  Workloads network = {Convolution("conv1", 1, 11, 3, 64, 55, bits),
                       Convolution("conv2", 1, 5, 64, 192, 27, bits),
                       Convolution("conv3", 1, 3, 192, 384, 13, bits),
                       Convolution("conv4", 1, 3, 384, 256, 13, bits),
                       Convolution("conv5", 1, 3, 256, 256, 13, bits),
                       Dense("fc6", 9216, 4096, bits),
                       Dense("fc7", 4096, 4096, bits),
                       Dense("fc8", 4096, 1000, bits)};
  SetStride(network[0], 4);
  return network;
}

Workloads Vgg16Convolutions(Bits bits) {
  return {Convolution("conv1_1", 1, 3, 3, 64, 224, bits),
          Convolution("conv1_2", 1, 3, 64, 64, 224, bits),
          Convolution("conv2_1", 1, 3, 64, 128, 112, bits),
          Convolution("conv2_2", 1, 3, 128, 128, 112, bits),
          Convolution("conv3_1", 1, 3, 128, 256, 56, bits),
          Convolution("conv3_2", 1, 3, 256, 256, 56, bits),
          Convolution("conv3_3", 1, 3, 256, 256, 56, bits),
          Convolution("conv4_1", 1, 3, 256, 512, 28, bits),
          Convolution("conv4_2", 1, 3, 512, 512, 28, bits),
          Convolution("conv4_3", 1, 3, 512, 512, 28, bits),
          Convolution("conv5_1", 1, 3, 512, 512, 14, bits),
          Convolution("conv5_2", 1, 3, 512, 512, 14, bits),
          Convolution("conv5_3", 1, 3, 512, 512, 14, bits)};
}

Workloads Vgg16Dense(Bits bits) {
  return {Dense("fc6", 25088, 4096, bits), Dense("fc7", 4096, 4096, bits),
          Dense("fc8", 4096, 1000, bits)};
}

}  // namespace aqua::accel::published
