#include "aqua/study/network_input.h"

#include "aqua/core/error.h"
#include "aqua/core/npy.h"

namespace aqua::study {
namespace {

Tensor ReadPreparedInput(const std::filesystem::path& file, const Shape& expected) {
  Tensor input = ReadNpy(file);
  if (input.shape() != expected) {
    throw Error("{}: it holds an array of {}, expected the network's input {}", file.string(),
                input.shape().ToString(), expected.ToString());
  }
  return input;
}

}  // namespace

NetworkInput ReadNetworkInput(const Network& network, const std::filesystem::path& file) {
  if (file.extension() == ".npy") {
    return {ReadPreparedInput(file, network.graph.InputShape()), {}};
  }
  if (!network.photo_complaint.empty()) throw Error("{}", network.photo_complaint);
  image::Image seen = image::PrepareImage(image::ReadImage(file), network.preprocess);
  Tensor tensor = image::ToTensor(seen, network.preprocess);
  return {tensor, std::move(seen)};
}

}  // namespace aqua::study
