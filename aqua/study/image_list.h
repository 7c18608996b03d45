// The images of a study in their order, with what is known of their classes.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace aqua::study {

struct ListedImage {
  std::string file;         // Relative to the folder, with '/'.
  std::vector<int> labels;  // Right classes; empty: unlabelled.
};

// Images under `folder`, sorted by path. Throws Error when there are none, when a row of the labels
// names no image of the folder, or a class that the network does not have.
std::vector<ListedImage> ListStudyImages(const std::filesystem::path& folder,
                                         const std::optional<std::filesystem::path>& labels,
                                         int64_t class_count);

// Every n-th image, so that at most `most` are left, spread over the whole list.
std::vector<ListedImage> Spread(const std::vector<ListedImage>& images, int64_t most);

// "3|17" and back, as the store keeps them.
std::string JoinLabels(const std::vector<int>& labels);
std::vector<int> SplitLabels(const std::string& text);

}  // namespace aqua::study
