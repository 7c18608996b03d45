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

// Of a whole map, channels last: the cells outside of `inside`.
std::vector<float> CellsOutside(const exec::WatchedInput& read, const Window& inside) {
  const Window& whole = read.place.window;
  const int64_t channels = read.place.shape.channels();
  std::vector<float> cells;
  cells.reserve(static_cast<size_t>((whole.area() - inside.area()) * channels));
  const auto take = [&](int64_t row, int64_t begin, int64_t end) {
    const float* first = read.cells.data() + (row * whole.width() + begin) * channels;
    if (begin < end) cells.insert(cells.end(), first, first + (end - begin) * channels);
  };
  for (int64_t row = 0; row < whole.height(); ++row) {
    const bool is_beside = row >= inside.rows.begin && row < inside.rows.end;
    take(row, 0, is_beside ? inside.columns.begin : whole.width());
    if (is_beside) take(row, inside.columns.end, whole.width());
  }
  return cells;
}

Progress ProgressOf(const Sketches& sketches, size_t total) {
  const auto failed = static_cast<int64_t>(sketches.failures.size());
  return {sketches.images + failed, 0, failed, static_cast<int64_t>(total)};
}

}  // namespace

Sketches SketchImages(const Network& network, const std::filesystem::path& folder,
                      const std::vector<ListedImage>& images, const crop::BitRegion* border,
                      const std::function<void(const Progress&)>& report,
                      const std::atomic<bool>& stop) {
  Sketches sketches;
  sketches.by_node.resize(network.graph.nodes.size());
  exec::Engine engine(network.graph);
  const auto program = engine.Compile(crop::MakePlan(network.graph, {}));
  if (border != nullptr) sketches.border_by_node.resize(network.graph.nodes.size());
  const auto watch = [&](const exec::WatchedInput& read) {
    const int64_t channels = ChannelsOf(read.place);
    sketches.by_node[read.node].Add(read.cells, channels);
    if (border == nullptr || !read.place.shape.IsMap()) return;
    const Window& inside = border->inside[network.graph.nodes[read.node].inputs[0]];
    const std::vector<float> cells = CellsOutside(read, inside);
    if (!cells.empty()) sketches.border_by_node[read.node].Add(cells, channels);
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

}  // namespace aqua::study
