/* distance.c - how far apart two points of the earth are. */
#include <math.h>

#include "base/base.h"

double distance_km(double lat1, double lon1, double lat2, double lon2) {
  const double radian = 0.017453292519943295;
  double dlat = sin((lat1 - lat2) * radian / 2), dlon = sin((lon1 - lon2) * radian / 2);
  double x = dlat * dlat + cos(lat1 * radian) * cos(lat2 * radian) * dlon * dlon;
  return 12742 * asin(sqrt(x > 1 ? 1 : x));
}
