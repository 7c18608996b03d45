#include "aqua/accel/lanes/testing/count_one.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "aqua/core/error.h"

namespace aqua::accel {

int64_t CountOne(const Accelerator& accelerator, const std::string& event,
                 const layers::Workload& work, const LayerInput* input) {
  const auto names = accelerator.EventNames();
  const auto name = std::find(names.begin(), names.end(), event);
  EXPECT_NE(name, names.end()) << event;
  const layers::Workloads network = {work};
  std::vector<LayerInput> inputs;
  if (input != nullptr) inputs.push_back(*input);
  const EventCounts counts =
      accelerator.Count(accelerator.Map(network), ImageWork(network, inputs));
  EXPECT_EQ(counts.cycles[0], counts.events.Layer(0)[0]);
  return counts.events.Layer(0)[static_cast<size_t>(name - names.begin())];
}

LayerInput Filled(const layers::Workload& work, int32_t value, bool is_signed) {
  LayerInput input = RandomInput(work, is_signed, 1);
  std::fill(input.values.begin(), input.values.end(), value);
  return input;
}

void ExpectRefused(AcceleratorPtr (*make)(const AcceleratorOptions&), const std::string& key,
                   const std::string& value, const std::vector<std::string>& parts) {
  try {
    make({{}, {{key, value}}});
    ADD_FAILURE() << key << " = " << value << " was taken";
  } catch (const Error& error) {
    for (const std::string& part : parts) {
      EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
    }
  }
}

}  // namespace aqua::accel
