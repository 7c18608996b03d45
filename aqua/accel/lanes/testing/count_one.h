// One layer through an accelerator, for tests.
#pragma once

#include <string>

#include "aqua/accel/accelerator.h"
#include "aqua/accel/lanes/testing/random_layer.h"

namespace aqua::accel {

// Of an event, by its name. `input`: what the layer reads, or null where that is not known.
int64_t CountOne(const Accelerator& accelerator, const std::string& event,
                 const layers::Workload& work, const LayerInput* input = nullptr);

// The same layer with `value` everywhere.
LayerInput Filled(const layers::Workload& work, int32_t value, bool is_signed = false);

// Fails the test unless making an accelerator with the setting is an Error that holds each of
// `parts`.
void ExpectRefused(AcceleratorPtr (*make)(const AcceleratorOptions&), const std::string& key,
                   const std::string& value, const std::vector<std::string>& parts);

}  // namespace aqua::accel
