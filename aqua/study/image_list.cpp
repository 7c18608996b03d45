#include "aqua/study/image_list.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "aqua/core/error.h"
#include "aqua/image/dataset.h"
#include "aqua/image/labels.h"

namespace aqua::study {
namespace {

void CheckClasses(const image::LabeledFile& row, const std::filesystem::path& labels,
                  int64_t class_count) {
  for (const int label : row.labels) {
    if (label < class_count) continue;
    throw Error("{}: \"{}\" is labelled {}, but the network has classes 0 to {}", labels.string(),
                row.file, label, class_count - 1);
  }
}

}  // namespace

std::vector<ListedImage> ListStudyImages(const std::filesystem::path& folder,
                                         const std::optional<std::filesystem::path>& labels,
                                         int64_t class_count) {
  std::vector<ListedImage> images;
  for (const std::filesystem::path& file : image::ListImages(folder)) {
    images.push_back({file.generic_string(), {}});
  }
  if (images.empty()) {
    throw Error("{}: no image in it or its subfolders; expected .jpg, .jpeg or .png files",
                folder.string());
  }
  if (!labels) return images;
  for (const image::LabeledFile& row : image::ReadLabels(*labels)) {
    const auto found =
        std::lower_bound(images.begin(), images.end(), row.file,
                         [](const ListedImage& a, const std::string& b) { return a.file < b; });
    if (found == images.end() || found->file != row.file) {
      throw Error(
          "{}: it labels \"{}\", but {} has no such image; names are relative to that folder",
          labels->string(), row.file, folder.string());
    }
    CheckClasses(row, *labels, class_count);
    found->labels = row.labels;
  }
  return images;
}

std::vector<ListedImage> Spread(const std::vector<ListedImage>& images, int64_t most) {
  const auto total = static_cast<int64_t>(images.size());
  const int64_t count = std::min(most, total);
  std::vector<ListedImage> chosen;
  for (int64_t i = 0; i < count; ++i) {
    chosen.push_back(images[static_cast<size_t>(i * total / count)]);
  }
  return chosen;
}

std::string JoinLabels(const std::vector<int>& labels) {
  return fmt::format("{}", fmt::join(labels, "|"));
}

std::vector<int> SplitLabels(const std::string& text) {
  std::vector<int> labels;
  const char* position = text.data();
  const char* end = position + text.size();
  while (position < end) {
    int label = 0;
    const auto [next, error] = std::from_chars(position, end, label);
    AQUA_CHECK(error == std::errc());
    labels.push_back(label);
    position = next < end ? next + 1 : next;
  }
  return labels;
}

}  // namespace aqua::study
