// What a policy may choose from: ways to run the network once on one image, and what each costs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "aqua/crop/crop.h"
#include "aqua/image/resize.h"

namespace aqua::policy {

// Of one image. Costs of attempts add up: rejected ones were paid for, too.
struct Cost {
  double macs = 0;
  double energy_pj = 0;   // ISAAC's, or what the study asked for.
  double latency_ns = 0;  // On Stripes: its cycles at its clock.
  double cpu_ms = 0;      // Measured; 0 where nothing was.

  Cost& operator+=(const Cost& other);
  bool operator==(const Cost&) const = default;
};

struct Option {
  image::Size scale;    // The photo is prepared at this size, ...
  crop::CropCode code;  // ... then cut by `depth` pixels at these edges.
  int64_t depth = 32;
  // The option, earlier in the menu, whose work this one continues: it runs right after it, of the
  // same image, and its cost is what it adds. If that one stops at a gate this is the rest of it;
  // otherwise its feature maps are kept and grown to this option's crop (crop/growth.h).
  std::optional<size_t> after;
  bool exact_rim = false;  // Growing: whether all that the cut reaches is computed anew.
  // Stops at this value of the network, for a look at it; empty: runs to the end.
  std::string gate;

  bool operator==(const Option&) const = default;
};

// Options in an order in which each comes after the one it continues.
struct Menu {
  std::vector<Option> options;
  std::vector<Cost> costs;  // By option: what running it adds.
  size_t full = 0;          // The whole network on the whole picture.

  // "160", "224/1111", "224/1111 up to NAME", "rest of ...", "224 grown from ...". For people.
  std::string Name(size_t option) const;
  // Whether the option runs by itself and to the end.
  bool IsPlain(size_t option) const {
    return !options[option].after && options[option].gate.empty();
  }
  // Fraction of the full run's MACs.
  double RelativeCost(size_t option) const { return costs[option].macs / costs[full].macs; }
  bool operator==(const Menu&) const = default;
};

}  // namespace aqua::policy
