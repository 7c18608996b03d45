#include "aqua/validation/subjects/profiled_networks.h"

#include <fmt/format.h>

#include "aqua/accel/published_networks.h"

namespace aqua::validation {
namespace {

using layers::Workload;
using layers::Workloads;

// One convolution without groups.
struct Shape {
  int64_t kernel;
  int64_t inputs;
  int64_t outputs;
  int64_t size;  // Of its output map.
  int64_t stride = 1;
};

Workloads Convolutions(const std::vector<Shape>& shapes) {
  Workloads network;
  for (const Shape& shape : shapes) {
    Workload work =
        accel::published::Convolution(fmt::format("conv{}", network.size() + 1), 1, shape.kernel,
                                      shape.inputs, shape.outputs, shape.size);
    work.stride_height = shape.stride;
    work.stride_width = shape.stride;
    network.push_back(work);
  }
  return network;
}

ProfiledNetwork LeNet() {
  return {"lenet", Convolutions({{5, 1, 20, 24}, {5, 20, 50, 8}}), {3, 3}, {2, 3}};
}

ProfiledNetwork ConvNet() {
  return {"convnet",
          Convolutions({{5, 3, 32, 32}, {5, 32, 32, 16}, {5, 32, 64, 8}}),
          {4, 8, 8},
          {4, 5, 7}};
}

ProfiledNetwork AlexNet() {
  return {"alexnet", accel::published::AlexNetConvolutions(), {9, 8, 5, 5, 7}, {9, 7, 4, 5, 7}};
}

ProfiledNetwork Nin() {
  return {"nin",
          Convolutions({{11, 3, 96, 54, 4},
                        {1, 96, 96, 54},
                        {1, 96, 96, 54},
                        {5, 96, 256, 27},
                        {1, 256, 256, 27},
                        {1, 256, 256, 27},
                        {3, 256, 384, 13},
                        {1, 384, 384, 13},
                        {1, 384, 384, 13},
                        {3, 384, 1024, 6},
                        {1, 1024, 1024, 6},
                        {1, 1024, 1000, 6}}),
          {8, 8, 8, 9, 7, 8, 8, 9, 9, 8, 8, 8},
          {8, 8, 7, 9, 7, 8, 8, 9, 9, 8, 7, 8}};
}

ProfiledNetwork VggM() {
  return {"vgg_m",
          Convolutions({{7, 3, 96, 109, 2},
                        {5, 96, 256, 26, 2},
                        {3, 256, 512, 13},
                        {3, 512, 512, 13},
                        {3, 512, 512, 13}}),
          {7, 7, 7, 8, 7},
          {6, 8, 7, 7, 7}};
}

ProfiledNetwork VggS() {
  return {"vgg_s",
          Convolutions({{7, 3, 96, 109, 2},
                        {5, 96, 256, 33},
                        {3, 256, 512, 17},
                        {3, 512, 512, 17},
                        {3, 512, 512, 17}}),
          {7, 8, 9, 7, 9},
          {7, 8, 9, 7, 9}};
}

ProfiledNetwork Vgg19() {
  return {"vgg_19",
          Convolutions({{3, 3, 64, 224},
                        {3, 64, 64, 224},
                        {3, 64, 128, 112},
                        {3, 128, 128, 112},
                        {3, 128, 256, 56},
                        {3, 256, 256, 56},
                        {3, 256, 256, 56},
                        {3, 256, 256, 56},
                        {3, 256, 512, 28},
                        {3, 512, 512, 28},
                        {3, 512, 512, 28},
                        {3, 512, 512, 28},
                        {3, 512, 512, 14},
                        {3, 512, 512, 14},
                        {3, 512, 512, 14},
                        {3, 512, 512, 14}}),
          {12, 12, 12, 11, 12, 10, 11, 11, 13, 12, 13, 13, 13, 13, 13, 13},
          {9, 9, 9, 8, 12, 10, 10, 12, 13, 11, 12, 13, 13, 13, 13, 13}};
}

}  // namespace

std::vector<ProfiledNetwork> ProfiledNetworks() {
  return {LeNet(), ConvNet(), AlexNet(), Nin(), VggM(), VggS(), Vgg19()};
}

}  // namespace aqua::validation
