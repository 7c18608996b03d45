#include "aqua/study/simulate_folder.h"

#include <algorithm>

#include "aqua/core/error.h"
#include "aqua/study/answer.h"
#include "aqua/study/network_input.h"

namespace aqua::study {
namespace {

void AddImage(const ListedImage& image, uint64_t number, const Tensor& input, Simulator& simulator,
              FolderTally& tally) {
  const int in_float = FirstClass(simulator.FloatLogits(input));
  const int in_integers = FirstClass(simulator.ExactLogits(input));
  const int in_crossbars = FirstClass(simulator.SimulatedLogits(input, number));
  ++tally.done;
  tally.exact_agrees += in_integers == in_float;
  tally.simulated_agrees += in_crossbars == in_float;
  tally.simulated_is_exact += in_crossbars == in_integers;
  if (image.labels.empty()) return;
  ++tally.labelled;
  tally.float_right += IsAmong(image.labels, in_float);
  tally.exact_right += IsAmong(image.labels, in_integers);
  tally.simulated_right += IsAmong(image.labels, in_crossbars);
}

}  // namespace

FolderTally SimulateFolder(const Network& network, Simulator& simulator,
                           const std::filesystem::path& folder,
                           const std::vector<ListedImage>& images,
                           const std::function<void(const FolderTally&)>& report,
                           const std::atomic<bool>& stop) {
  FolderTally tally;
  tally.total = static_cast<int64_t>(images.size());
  for (size_t number = 0; number < images.size() && !stop; ++number) {
    const ListedImage& image = images[number];
    try {
      const Tensor input = ReadNetworkInput(network, folder / image.file).tensor;
      AddImage(image, number, input, simulator, tally);
    } catch (const Error& error) {
      ++tally.failed;
      tally.failures.emplace_back(error.what());
    }
    report(tally);
  }
  return tally;
}

}  // namespace aqua::study
