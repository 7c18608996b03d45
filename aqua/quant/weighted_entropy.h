// Weighted-entropy clusters of weights: Park, Ahn, Yoo, "Weighted-Entropy-Based Quantization for
// Deep Neural Networks", CVPR 2017, section 3, in the form of E. Park's code (eh_weight_quant),
// without the fine-tuning.
//   importance of a weight w: w^2. A cluster n of magnitudes: I_n its mean importance, P_n its
//   share of all weights. Maximised: S = -sum I_n P_n log(P_n / 2), over the cuts between clusters.
//   representative r_n = sqrt(I_n); a magnitude is of the last cluster that begins not above it.
// Not theirs: r_n as the mean magnitude, which has the least squared error of the same clusters.
// Clusters of magnitudes are mirrored by sign, which is the 2 in S. An even count of levels has no
// level of zero: a weight of zero becomes +r_0. With an odd one the first cluster is zero, and is
// left out of S.
#pragma once

#include <span>
#include <vector>

#include "aqua/core/codebook.h"

namespace aqua::quant {

enum class ClusterLevel { kRootOfImportance, kMean };

struct WeightClusters {
  std::vector<float> begins;            // Magnitude that each begins at; ascending, the first 0.
  std::vector<double> representatives;  // One a cluster, ascending.
  bool zero_level = false;              // The first representative is 0, and stands for itself.
  float largest = 0;                    // Magnitude.
  double score = 0;                     // S.
  double start_score = 0;               // Of clusters of equal size, where the search began.
  int sweeps = 0;
};

// At most `levels` (2 or more) over both signs; fewer where the weights have fewer magnitudes. Cuts
// start at equal shares and are moved one by one, each by binary search between its neighbours,
// until S no longer grows. One finite weight or more; what is below 2^-60 of the largest counts as
// zero.
WeightClusters ClusterWeights(std::span<const float> weights, int levels,
                              ClusterLevel level = ClusterLevel::kRootOfImportance);

struct FixedCodebook {
  FixedPoint format;
  Codebook codebook;
};

// The clusters as levels among signed integers of `bits` bits, whose exponent covers the largest
// representative; starts in its steps. A representative below half a step is lost: its level is 0.
// Of weights that are all zero: every integer, exponent 0.
FixedCodebook CodebookOf(const WeightClusters& clusters, int bits);

}  // namespace aqua::quant
