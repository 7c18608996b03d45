// image_dump FILE [WIDTH HEIGHT]: the image as raw RGB on standard output, resized when a size is
// given; its size as "WIDTH HEIGHT" on the error stream. For tests/judge/image_judge_test.py.
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "aqua/image/image.h"
#include "aqua/image/resize.h"

namespace {

void Dump(int count, char** arguments) {
  aqua::image::Image image = aqua::image::ReadImage(arguments[1]);
  if (count == 4) image = Resize(image, std::atoi(arguments[2]), std::atoi(arguments[3]));
  std::fwrite(image.rgb.data(), 1, image.rgb.size(), stdout);
  std::fprintf(stderr, "%d %d\n", image.width, image.height);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2 && count != 4) {
    std::fprintf(stderr, "usage: image_dump FILE [WIDTH HEIGHT]\n");
    return 2;
  }
  try {
    Dump(count, arguments);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
