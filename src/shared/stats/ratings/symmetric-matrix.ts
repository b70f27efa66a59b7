/** A square matrix, row after row. */
export interface SquareMatrix {
  size: number
  cells: Float64Array
}

export function zeroMatrix(size: number): SquareMatrix {
  return { size, cells: new Float64Array(size * size) }
}

export function cellOf({ size, cells }: SquareMatrix, row: number, column: number): number {
  return cells[row * size + column] as number
}

export function addTo(matrix: SquareMatrix, row: number, column: number, value: number): void {
  const at = row * matrix.size + column
  matrix.cells[at] = (matrix.cells[at] as number) + value
}

/**
 * The inverse of a symmetric, positive definite matrix by its Cholesky factor L: A⁻¹ = L⁻ᵀ L⁻¹.
 * Source: Golub & Van Loan, Matrix Computations, 4th edition, section 4.2.
 * @throws RangeError where it is not positive definite
 */
export function invertPositive(matrix: SquareMatrix): SquareMatrix {
  const { size } = matrix
  const factor = zeroMatrix(size)
  for (let column = 0; column < size; column += 1) {
    for (let row = column; row < size; row += 1) {
      let rest = cellOf(matrix, row, column)
      for (let inner = 0; inner < column; inner += 1) rest -= cellOf(factor, row, inner) * cellOf(factor, column, inner)
      if (row === column && !(rest > 0)) throw new RangeError('The matrix is not positive definite.')
      factor.cells[row * size + column] = row === column ? Math.sqrt(rest) : rest / cellOf(factor, column, column)
    }
  }
  const inverse = zeroMatrix(size)
  for (let unit = 0; unit < size; unit += 1) {
    const solved = new Float64Array(size)
    for (let row = 0; row < size; row += 1) {
      let rest = row === unit ? 1 : 0
      for (let inner = 0; inner < row; inner += 1) rest -= cellOf(factor, row, inner) * (solved[inner] as number)
      solved[row] = rest / cellOf(factor, row, row)
    }
    for (let row = size - 1; row >= 0; row -= 1) {
      let rest = solved[row] as number
      for (let inner = row + 1; inner < size; inner += 1) rest -= cellOf(factor, inner, row) * (solved[inner] as number)
      solved[row] = rest / cellOf(factor, row, row)
      inverse.cells[row * size + unit] = solved[row] as number
    }
  }
  return inverse
}

/** The variance of a weighted sum of what the matrix is the covariance of: wᵀ A w. */
export function varianceOfSum(matrix: SquareMatrix, weights: ArrayLike<number>): number {
  let sum = 0
  for (let row = 0; row < matrix.size; row += 1) {
    for (let column = 0; column < matrix.size; column += 1) {
      sum += (weights[row] as number) * (weights[column] as number) * cellOf(matrix, row, column)
    }
  }
  return sum
}

export function timesVector(matrix: SquareMatrix, vector: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: matrix.size }, (_, row) => {
    let sum = 0
    for (let column = 0; column < matrix.size; column += 1)
      sum += cellOf(matrix, row, column) * (vector[column] as number)
    return sum
  })
}
