/* address.h - which addresses belong to the public internet. */
#ifndef RASID_FETCH_ADDRESS_H
#define RASID_FETCH_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

/* Whether the address is one that anybody may reach: neither private, loopback,
 * link-local, shared, reserved, for documentation nor multicast, by the registries of
 * special-purpose addresses of IANA (RFC 6890 and later). An IPv6 address that carries an
 * IPv4 one (mapped, NAT64, 6to4) is judged by that. Families other than IP are not
 * public. */
bool address_is_public(const struct sockaddr *address);

/* The address in figures. */
void address_print(const struct sockaddr *address, char *text, size_t size);

#endif
