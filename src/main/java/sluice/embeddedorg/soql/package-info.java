/**
 * SOQL as far as the embedded org speaks it: {@code SELECT} fields, relationship fields, {@code COUNT()} or {@code
 * FIELDS(…)}; {@code FROM} one object; {@code WHERE} with {@code AND}, {@code OR}, {@code NOT} and brackets, {@code = !=
 * < <= > >= LIKE IN NOT IN}; {@code ORDER BY}, {@code LIMIT}, {@code OFFSET}. No subqueries, no {@code GROUP BY}.
 *
 * <p>Entry class: {@link sluice.embeddedorg.soql.SoqlParser}. Knows {@code schema} and {@code store}.
 */
package sluice.embeddedorg.soql;
