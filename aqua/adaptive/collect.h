// Runs options of a menu on images: the table that policies are fitted on and judged by.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "aqua/adaptive/image_set.h"
#include "aqua/adaptive/scaled_networks.h"
#include "aqua/policy/outcome_table.h"
#include "aqua/study/run_study.h"

namespace aqua::adaptive {

struct CollectSpec {
  std::filesystem::path folder;
  std::vector<size_t> options;        // Of the menu; the whole network is run in any case.
  std::vector<std::string> features;  // Of the 0th layer; empty: not asked for.
  image::Size zeroth_scale;           // Of the picture that it reads.
  int jobs = 1;                       // Images worked on at the same time, a thread each.
};

struct Collected {
  policy::OutcomeTable table;
  std::vector<std::string> failures;  // Images that could not be read, and why.
};

// `report` is called from the calling thread. `stop` ends it early, with what was run.
Collected Collect(ScaledNetworks& networks, const policy::Menu& menu, const CollectSpec& spec,
                  const std::vector<HashedImage>& images,
                  const std::function<void(const study::Progress&)>& report,
                  const std::atomic<bool>& stop);

}  // namespace aqua::adaptive
