// libjpeg's headers, which only work in this order: jpeglib.h needs size_t and FILE, and jerror.h
// counts its codes by what jpeglib.h defines.
#pragma once

// clang-format off
#include <stddef.h>
#include <stdio.h>
#include <jpeglib.h>
#include <jerror.h>
// clang-format on
