#include "aqua/study/sketch_images.h"

#include "aqua/core/error.h"
#include "aqua/exec/engine.h"
#include "aqua/study/network_input.h"

namespace aqua::study {
namespace {

// Of the innermost axis: a map is watched with its channels there.
int64_t ChannelsOf(const Place& place) {
  const Shape& shape = place.shape;
  return shape.IsMap() ? shape.channels() : shape[shape.rank() - 1];
}

Progress ProgressOf(const Sketches& sketches, size_t total) {
  const auto failed = static_cast<int64_t>(sketches.failures.size());
  return {sketches.images + failed, 0, failed, static_cast<int64_t>(total)};
}

}  // namespace

Sketches SketchImages(const Network& network, const std::filesystem::path& folder,
                      const std::vector<ListedImage>& images,
                      const std::function<void(const Progress&)>& report,
                      const std::atomic<bool>& stop) {
  Sketches sketches;
  sketches.by_node.resize(network.graph.nodes.size());
  exec::Engine engine(network.graph);
  const auto program = engine.Compile(crop::MakePlan(network.graph, {}));
  const auto watch = [&](const exec::WatchedInput& read) {
    sketches.by_node[read.node].Add(read.cells, ChannelsOf(read.place));
  };
  for (const ListedImage& image : images) {
    if (stop) break;
    try {
      program->Watch(ReadNetworkInput(network, folder / image.file).tensor, watch);
      ++sketches.images;
    } catch (const Error& error) {
      sketches.failures.emplace_back(error.what());
    }
    report(ProgressOf(sketches, images.size()));
  }
  sketches.was_stopped = ProgressOf(sketches, 0).done < static_cast<int64_t>(images.size());
  if (sketches.images == 0 && !sketches.was_stopped) {
    throw Error("{}: none of its {} images could be used; the first: {}", folder.string(),
                images.size(), sketches.failures.front());
  }
  return sketches;
}

std::vector<ListedImage> Spread(const std::vector<ListedImage>& images, int64_t most) {
  const auto total = static_cast<int64_t>(images.size());
  const int64_t count = std::min(most, total);
  std::vector<ListedImage> chosen;
  for (int64_t i = 0; i < count; ++i) {
    chosen.push_back(images[static_cast<size_t>(i * total / count)]);
  }
  return chosen;
}

}  // namespace aqua::study
