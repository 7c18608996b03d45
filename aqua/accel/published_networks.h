// The networks whose counts are published, as workloads: what `aqua validate` and the tests count.
#pragma once

#include "aqua/layers/workload.h"

namespace aqua::accel::published {

struct Bits {
  int weight = 16;
  int activation = 16;
};

layers::Workload Convolution(const std::string& name, int64_t groups, int64_t kernel,
                             int64_t input_channels, int64_t output_channels, int64_t output_size,
                             Bits bits = {});
layers::Workload Dense(const std::string& name, int64_t inputs, int64_t outputs, Bits bits = {});
// Pooling and the like: work that no accelerator counts.
layers::Workload Uncounted(const std::string& name);

// AlexNet as first printed, layers 2, 4 and 5 in two groups; 227 x 227 input.
layers::Workloads AlexNetConvolutions(Bits bits = {});
// AlexNet as torchvision has it, one group, 224 x 224 input: five convolutions, three dense layers.
layers::Workloads TorchvisionAlexNet(Bits bits = {});
// VGG-16 (D), 224 x 224 input.
layers::Workloads Vgg16Convolutions(Bits bits = {});
layers::Workloads Vgg16Dense(Bits bits = {});

}  // namespace aqua::accel::published
