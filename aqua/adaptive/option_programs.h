// Runs the options of a menu on photos. Programs belong to one thread; networks and their packed
// weights are shared by all.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "aqua/adaptive/scaled_networks.h"
#include "aqua/image/image.h"
#include "aqua/policy/attempt.h"
#include "aqua/policy/menu.h"

namespace aqua::adaptive {

// A photo and what it becomes at each scale, prepared when first asked for.
class PreparedPhoto {
 public:
  PreparedPhoto(const image::Image& photo, ScaledNetworks& networks)
      : photo_(photo), networks_(networks) {}

  // What the network sees of the photo at this scale, as a picture and as numbers.
  const image::Image& SeenAt(const image::Size& scale) { return PreparedAt(scale).seen; }
  const Tensor& At(const image::Size& scale) { return PreparedAt(scale).tensor; }

 private:
  struct Prepared {
    image::Size scale;
    image::Image seen;
    Tensor tensor;
  };

  const Prepared& PreparedAt(const image::Size& scale);

  const image::Image& photo_;
  ScaledNetworks& networks_;
  std::vector<std::unique_ptr<Prepared>> prepared_;
};

class OptionPrograms {
 public:
  // Compiles `options` of the menu and those that they continue. Networks at their scales must have
  // been built before when several threads do so (BuildNetworks).
  OptionPrograms(ScaledNetworks& networks, const policy::Menu& menu,
                 const std::vector<size_t>& options);
  ~OptionPrograms();

  // Of one photo: an option that continues another needs no other call before, but finds that one's
  // work done when it was run last. Throws Error where outputs are not finite.
  policy::Attempt Run(size_t option, PreparedPhoto& photo);

  // Forgets what was run: call it between photos.
  void NextPhoto();

 private:
  struct Programs;
  std::unique_ptr<Programs> programs_;
};

// Builds the networks and packs the weights of all scales that the options run at.
void BuildNetworks(ScaledNetworks& networks, const policy::Menu& menu,
                   const std::vector<size_t>& options);

}  // namespace aqua::adaptive
