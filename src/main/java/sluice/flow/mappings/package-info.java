/** The deployed mappings: loaded at start, looked at again every second. */
package sluice.flow.mappings;
