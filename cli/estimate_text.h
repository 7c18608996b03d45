// How the results of `aqua estimate` are printed.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "aqua/accel/presented_bits.h"
#include "aqua/study/cpu_time.h"
#include "aqua/study/estimate.h"

namespace aqua::cli {

// What is true of the request, whatever the accelerator.
struct EstimateRequest {
  std::string model;
  std::string crop;
  std::string precision;
  std::string image;  // Empty: counted without values.
};

// One accelerator, layer by layer.
void PrintEstimate(const EstimateRequest& request, const study::NetworkEstimate& estimate);
nlohmann::ordered_json ToJson(const study::NetworkEstimate& estimate);

// The bits that the layers of an image present.
void PrintPresentedBits(const study::CroppedWork& work);
nlohmann::ordered_json PresentedBitsJson(const study::CroppedWork& work);

// This machine, step by step.
void PrintCpu(const study::CpuTimes& image, const study::CpuTimes& uncropped);
nlohmann::ordered_json ToJson(const study::CpuTimes& image, const study::CpuTimes& uncropped);

// Several accelerators, a line each. `cpu` may be null.
struct CpuPair {
  study::CpuTimes image;
  study::CpuTimes uncropped;
};
void PrintComparison(const EstimateRequest& request,
                     const std::vector<study::NetworkEstimate>& estimates, const CpuPair* cpu);

}  // namespace aqua::cli
