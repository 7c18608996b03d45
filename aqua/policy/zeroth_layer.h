// The 0th layer: what is known of a picture before the network has seen it. All chosen features on
// one thumbnail; five scores each, one a border strip and one for the centre.
#pragma once

#include <string>
#include <vector>

#include "aqua/image/image.h"
#include "aqua/policy/feature.h"
#include "aqua/policy/features/catalog.h"

namespace aqua::policy {

class ZerothLayer {
 public:
  // The features of these names, and how deep the strips are (strips.h). Throws Error for an empty
  // list, a name that is not in the catalog (listing those that are) or comes twice, and a share
  // that BorderStrips refuses.
  explicit ZerothLayer(const std::vector<std::string>& features = FeatureNames(),
                       double strip_share = kStripShare);

  // "sobel_edges.top", ...: features in the catalog's order, whatever order they were named in;
  // strips in the order of kStripNames.
  const std::vector<std::string>& score_names() const { return score_names_; }

  // Of the picture that the network sees, before normalisation; one a name, all finite. Throws
  // Error for what MakeThumbnail refuses. Safe to call from several threads.
  std::vector<float> Scores(const image::Image& seen) const;

  // All that Scores does for a picture of this size, thumbnail included.
  layers::Workloads Work(const image::Size& seen) const;

 private:
  std::vector<FeaturePtr> features_;
  std::vector<std::string> score_names_;
  double strip_share_;
};

}  // namespace aqua::policy
