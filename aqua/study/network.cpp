#include "aqua/study/network.h"

#include "aqua/core/error.h"
#include "aqua/image/labels.h"
#include "aqua/onnx/onnx_model.h"

namespace aqua::study {
namespace {

using graph::InputSize;

// What to build the graph with: nothing where the file itself says.
std::optional<InputSize> ChooseSize(const onnx::OnnxModel& model, std::optional<InputSize> asked,
                                    const std::optional<image::Preprocess>& sidecar) {
  if (asked) return asked;
  if (graph::FixedInputSize(model)) return std::nullopt;
  if (sidecar) return InputSize{sidecar->height, sidecar->width};
  throw Error(
      "{}: the file leaves the input's height and width open and there is no {}; give --size HxW, "
      "as in --size 224x224, or write that file",
      model.path, image::SidecarPath(model.path).filename().string());
}

graph::Graph Build(const std::filesystem::path& path, std::optional<InputSize> size,
                   const std::optional<image::Preprocess>& sidecar) {
  const onnx::OnnxModel model = onnx::ReadOnnxModel(path);
  return graph::BuildGraph(model, ChooseSize(model, size, sidecar));
}

image::Preprocess PreprocessFor(const graph::Graph& graph,
                                const std::optional<image::Preprocess>& sidecar) {
  const Shape& input = graph.InputShape();
  if (!input.IsMap()) {
    throw Error("{}: its input has shape {}, expected an image of N x 3 x H x W", graph.path,
                input.ToString());
  }
  if (!sidecar) return image::DefaultPreprocess(input.channels(), input.height(), input.width());
  if (input.channels() != 3) {
    throw Error("{}: its input has {} channels; photographs have 3", graph.path, input.channels());
  }
  return image::WithSize(*sidecar, input.height(), input.width());
}

void CheckClassNames(const Network& network) {
  const Shape& output = network.graph.values[network.graph.output].shape;
  const int64_t classes = output.ElementCount();
  const auto names = static_cast<int64_t>(network.class_names.size());
  if (names == 0 || names == classes) return;
  throw Error("{}: {} class names for a network of {} classes ({})",
              network.preprocess.labels.string(), names, classes, network.graph.path);
}

}  // namespace

std::string Network::ClassName(int index) const {
  const auto position = static_cast<size_t>(index);
  return position < class_names.size() ? class_names[position] : fmt::format("class {}", index);
}

graph::Graph LoadGraph(const std::filesystem::path& model, std::optional<InputSize> size) {
  return Build(model, size, size ? std::nullopt : image::ReadSidecar(model));
}

Network LoadNetwork(const std::filesystem::path& model, std::optional<InputSize> size) {
  const std::optional<image::Preprocess> sidecar = image::ReadSidecar(model);
  Network network;
  network.graph = Build(model, size, sidecar);
  try {
    network.preprocess = PreprocessFor(network.graph, sidecar);
  } catch (const Error& error) {
    network.photo_complaint = error.what();
  }
  network.has_sidecar = sidecar.has_value();
  if (!network.preprocess.labels.empty()) {
    network.class_names = image::ReadClassNames(network.preprocess.labels);
    CheckClassNames(network);
  }
  return network;
}

}  // namespace aqua::study
